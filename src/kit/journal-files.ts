import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in a journal's folder, and how it is read and written (journal.ts says why). One line is one `append`. */
export interface Line<Fact> {
  readonly seq: number;
  readonly facts: readonly Fact[];
  readonly states: Readonly<Record<string, unknown>>;
}

export interface JournalFile {
  readonly path: string;
  /** The number of its last fact. */
  last: number;
  /** Bytes that the disk has for good. */
  synced: number;
}

const READ_BYTES = 256 * 1024;

const padded = (value: number): string => String(value).padStart(15, '0');

/** Files sort by the number of their first fact, then by a stamp (epoch ms) that only rises. */
export const fileName = (seq: number, stamp: number): string => `journal-${padded(seq)}-${stamp}.jsonl`;

/** Reads all files at opening. A torn last line (the machine died while writing) is left out. */
export function readBack<Fact>(dir: string): {
  states: Map<string, unknown>;
  files: JournalFile[];
  firstSeq: number;
  lastSeq: number;
  stamp: number;
} {
  const states = new Map<string, unknown>();
  const files: JournalFile[] = [];
  let firstSeq: number | null = null;
  let lastSeq = 0;
  let stamp = 0;
  for (const name of readdirSync(dir)
    .filter(each => each.endsWith('.jsonl'))
    .sort()) {
    const path = join(dir, name);
    const entry: JournalFile = { path, last: lastSeq, synced: Infinity };
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const line = parse<Fact>(text);
      if (!line) continue;
      for (const [key, value] of Object.entries(line.states)) {
        if (value === null) states.delete(key);
        else states.set(key, value);
      }
      firstSeq ??= line.seq;
      lastSeq = Math.max(lastSeq, line.seq + line.facts.length - 1);
      entry.last = lastSeq;
    }
    files.push(entry);
    stamp = Math.max(stamp, Number(/(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
  }
  return { states, files, firstSeq: firstSeq ?? 1, lastSeq, stamp };
}

/** Whole lines between `offset` and `end`, at most READ_BYTES of them; what follows the last line end is left for later. */
export async function readLines(
  path: string,
  offset: number,
  end: number,
): Promise<{ lines: string[]; bytes: number }> {
  const handle = await open(path, 'r');
  try {
    let size = READ_BYTES;
    for (;;) {
      const wanted = Math.max(0, Math.min(size, end - offset));
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset);
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
      if (whole > 0 || bytesRead < size) {
        return { lines: buffer.toString('utf8', 0, whole).split('\n'), bytes: whole };
      }
      size *= 2;
    }
  } finally {
    await handle.close();
  }
}

export function parse<Fact>(text: string): Line<Fact> | null {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Line<Fact>;
  } catch {
    return null;
  }
}

/** A write that the disk took a part of. */
export class CutShort extends Error {
  readonly done: number;
  readonly reason: NodeJS.ErrnoException;

  constructor(done: number, reason: NodeJS.ErrnoException) {
    super(reason.message);
    this.done = done;
    this.reason = reason;
  }
}

export function writeAll(fd: number, bytes: Buffer): void {
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(fd, bytes, done);
  } catch (error) {
    throw new CutShort(done, error as NodeJS.ErrnoException);
  }
}

/** A new file is found after the death of the machine only when its folder is on the disk, too. */
export function syncFolder(dir: string): void {
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
