import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What lies in a journal's folder, and how it is read and written (journal.ts says why). One line is one `append`.
 *
 * Lines without `format` are of the first one: whole states, all of version 1. A line of a later format than ours is
 * never guessed at (`NewerFormat`).
 */
export const LINE_FORMAT = 2;

export interface Line<Fact> {
  /** Missing in lines of the first format. */
  readonly format?: number;
  readonly seq: number;
  readonly facts: readonly Fact[];
  /** Whole states by key; null forgets one. */
  readonly states: Readonly<Record<string, unknown>>;
  /** The versions of the shapes of this line's states, by key; what is not named has version 1. */
  readonly versions?: Readonly<Record<string, number>>;
  /** What only changed against the value before, by key. Of format 2. */
  readonly changes?: Readonly<Record<string, StateChange>>;
}

/**
 * A change of an object's own fields: those to set, whole, and those to take away. RFC 7396 would be the usual form, but
 * there null takes a field away, and in states of calls null is a value.
 */
export interface StateChange {
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
}

/** A state as it was written: its value in a shape of that version. */
export interface StoredState {
  readonly version: number;
  readonly value: unknown;
}

/** The journal holds lines of a later format, written by a newer process. */
export class NewerFormat extends Error {
  readonly format: number;

  constructor(format: number) {
    super(`the journal has lines of format ${format}; this process knows formats up to ${LINE_FORMAT}`);
    this.format = format;
  }
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

/** The files of a journal, oldest first. */
export const filesIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter(each => each.endsWith('.jsonl'))
    .sort();

/**
 * Reads all files at opening. A torn last line (the machine died while writing) is left out. Fails with `NewerFormat`.
 */
export function readBack<Fact>(dir: string): {
  states: Map<string, StoredState>;
  files: JournalFile[];
  firstSeq: number;
  lastSeq: number;
  stamp: number;
} {
  const states = new Map<string, StoredState>();
  const files: JournalFile[] = [];
  let firstSeq: number | null = null;
  let lastSeq = 0;
  let stamp = 0;
  for (const name of filesIn(dir)) {
    const path = join(dir, name);
    const entry: JournalFile = { path, last: lastSeq, synced: Infinity };
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const line = parse<Fact>(text);
      if (!line) continue;
      if ((line.format ?? 1) > LINE_FORMAT) throw new NewerFormat(line.format ?? 1);
      readStates(line, states);
      firstSeq ??= line.seq;
      lastSeq = Math.max(lastSeq, line.seq + line.facts.length - 1);
      entry.last = lastSeq;
    }
    files.push(entry);
    stamp = Math.max(stamp, Number(/-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
  }
  return { states, files, firstSeq: firstSeq ?? 1, lastSeq, stamp };
}

function readStates(line: Line<unknown>, states: Map<string, StoredState>): void {
  for (const [key, value] of Object.entries(line.states)) {
    if (value === null) states.delete(key);
    else states.set(key, { version: line.versions?.[key] ?? 1, value });
  }
  for (const [key, change] of Object.entries(line.changes ?? {})) {
    states.set(key, { version: line.versions?.[key] ?? 1, value: changed(states.get(key)?.value, change) });
  }
}

/** What makes `after` of `before`, where both are objects and have a field in common; else null. */
export function changeOf(before: unknown, after: unknown): StateChange | null {
  if (!isObject(before) || !isObject(after)) return null;
  const set: Record<string, unknown> = {};
  let same = false;
  for (const [field, value] of Object.entries(after)) {
    if (value === before[field]) same = true;
    else if (value !== undefined) set[field] = value;
  }
  if (!same) return null;
  // JSON has no undefined: such a field is not there.
  const unset = Object.keys(before).filter(
    field => after[field] === undefined && before[field] !== undefined,
  );
  return unset.length > 0 ? { set, unset } : { set };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A change of what is not there makes no whole state: it is left as it is, for anyone who reads states to refuse. */
function changed(before: unknown, change: StateChange): unknown {
  if (!isObject(before)) return { change };
  const after: Record<string, unknown> = { ...before, ...change.set };
  for (const field of change.unset ?? []) delete after[field];
  return after;
}

/** Whole lines between `offset` and `end`, at most READ_BYTES of them; what follows the last line end is left for later. */
export async function readLines(
  file: FileHandle,
  offset: number,
  end: number,
): Promise<{ lines: string[]; bytes: number }> {
  let size = READ_BYTES;
  for (;;) {
    const wanted = Math.max(0, Math.min(size, end - offset));
    if (wanted === 0) return { lines: [], bytes: 0 };
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset);
    const whole = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
    if (whole > 0 || bytesRead < size) {
      return { lines: buffer.toString('utf8', 0, whole).split('\n'), bytes: whole };
    }
    size *= 2;
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
