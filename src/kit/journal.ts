import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A log of facts on the local disk, with the latest value of some named states beside them.
 *
 *   append ──write()──▶ page cache ──fdatasync, in the background──▶ disk
 *                          │
 *   reader ◀──lines────────┘   (saves the facts elsewhere, at its own pace)
 *
 * `append` returns after write(): what it was given survives the death of this process at once, and the death of the
 * machine after the sync that follows within milliseconds. One sync runs at a time and covers all writes before it.
 */
export interface Journal<Fact> {
  /** Latest states found at opening, by key. */
  readonly states: ReadonlyMap<string, unknown>;
  /** The number the next fact gets. */
  nextSeq(): number;
  /** Writes facts and states in one line; a null state is forgotten. Answers the number of the first fact. */
  append(facts: readonly Fact[], states: Readonly<Record<string, unknown>>): number;
  /**
   * The next numbered facts that are not `saved`, about `limit` of them, oldest first; empty when all were read.
   * Each fact is given once: who cannot save it keeps it and tries again. Reads the files, so a long backlog costs no memory.
   */
  read(limit: number): Promise<{ seq: number; fact: Fact }[]>;
  /** Facts up to `seq` are safe elsewhere: files with none but those are removed. */
  saved(seq: number): void;
  /** Facts not yet `saved`. */
  backlog(): number;
  /** Runs after something was appended. */
  onAppend(run: () => void): void;
  close(): Promise<void>;
}

interface Line<Fact> {
  readonly seq: number;
  readonly facts: readonly Fact[];
  readonly states: Readonly<Record<string, unknown>>;
}

interface JournalFile {
  readonly path: string;
  readonly first: number;
  last: number;
}

export interface JournalOptions {
  /** A new file is begun beyond this size, bytes. */
  readonly fileBytes?: number;
  /** The disk does not take the write (`ENOSPC` …); the journal keeps it in memory and tries again. */
  readonly onTrouble?: (error: NodeJS.ErrnoException) => void;
  readonly onRecovered?: () => void;
}

const DEFAULT_FILE_BYTES = 16 * 1024 * 1024;
const READ_BYTES = 256 * 1024;
const RETRY_MS = 500;

export function openJournal<Fact>(dir: string, options: JournalOptions = {}): Journal<Fact> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { states, files, lastSeq } = readBack<Fact>(dir);
  const limit = options.fileBytes ?? DEFAULT_FILE_BYTES;
  let seq = lastSeq + 1;
  let savedSeq = 0;
  let cursor = { path: '', offset: 0 };
  let listener: () => void = () => {};
  let file = begin();
  let unwritten = '';
  let syncing = false;
  let dirty = false;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;

  /** Every file begins with all states, so that older ones can go once their facts are safe. */
  function begin(): { fd: number; bytes: number; entry: JournalFile } {
    const name = `journal-${String(seq).padStart(15, '0')}-${Date.now()}.jsonl`;
    const path = join(dir, name);
    const fd = openSync(path, 'a', 0o600);
    const entry: JournalFile = { path, first: seq, last: seq - 1 };
    files.push(entry);
    const opened = { fd, bytes: fstatSync(fd).size, entry };
    const line: Line<Fact> = { seq, facts: [], states: Object.fromEntries(states) };
    opened.bytes += writeSync(fd, `${JSON.stringify(line)}\n`);
    return opened;
  }

  function flush(): boolean {
    if (unwritten === '') return true;
    const bytes = Buffer.from(unwritten);
    const start = file.bytes;
    try {
      let done = 0;
      while (done < bytes.length) done += writeSync(file.fd, bytes, done);
      file.bytes += bytes.length;
      unwritten = '';
      return true;
    } catch (error) {
      ftruncateSync(file.fd, start);
      options.onTrouble?.(error as NodeJS.ErrnoException);
      retry ??= setTimeout(again, RETRY_MS);
      return false;
    }
  }

  function again(): void {
    retry = null;
    if (!closed && flush()) {
      sync();
      options.onRecovered?.();
      listener();
    }
  }

  function sync(): void {
    dirty = true;
    if (syncing || closed) return;
    syncing = true;
    dirty = false;
    fdatasync(file.fd, () => {
      syncing = false;
      if (dirty) sync();
    });
  }

  return {
    states,
    nextSeq: () => seq,
    append(facts, patch) {
      const first = seq;
      const line: Line<Fact> = { seq, facts, states: patch };
      for (const [key, value] of Object.entries(patch)) {
        if (value === null) states.delete(key);
        else states.set(key, value);
      }
      seq += facts.length;
      file.entry.last = seq - 1;
      unwritten += `${JSON.stringify(line)}\n`;
      if (retry === null && flush()) {
        sync();
        if (file.bytes > limit && !syncing) {
          closeSync(file.fd);
          file = begin();
        }
        if (facts.length > 0) listener();
      }
      return first;
    },
    async read(limit) {
      const found: { seq: number; fact: Fact }[] = [];
      while (found.length < limit) {
        const entry = files.find(each => each.path === cursor.path) ?? files[0];
        if (!entry) break;
        if (entry.path !== cursor.path) cursor = { path: entry.path, offset: 0 };
        const chunk = await readLines(entry.path, cursor.offset);
        cursor = { ...cursor, offset: cursor.offset + chunk.bytes };
        for (const text of chunk.lines) {
          const line = parse<Fact>(text);
          line?.facts.forEach((fact, index) => {
            if (line.seq + index > savedSeq) found.push({ seq: line.seq + index, fact });
          });
        }
        if (chunk.bytes > 0) continue;
        const next = files[files.indexOf(entry) + 1];
        if (!next) break;
        cursor = { path: next.path, offset: 0 };
      }
      return found;
    },
    saved(upTo) {
      savedSeq = Math.max(savedSeq, upTo);
      while (files.length > 1 && (files[0]?.last ?? Infinity) <= savedSeq) {
        const old = files.shift();
        if (old) rmSync(old.path, { force: true });
      }
    },
    backlog: () => Math.max(0, seq - 1 - savedSeq),
    onAppend(run) {
      listener = run;
    },
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      flush();
      await new Promise<void>(resolve => fdatasync(file.fd, () => resolve()));
      closeSync(file.fd);
    },
  };
}

/** Reads all files at opening. A torn last line (the machine died while writing) is left out. */
function readBack<Fact>(dir: string): {
  states: Map<string, unknown>;
  files: JournalFile[];
  lastSeq: number;
} {
  const states = new Map<string, unknown>();
  const files: JournalFile[] = [];
  let lastSeq = 0;
  for (const name of readdirSync(dir)
    .filter(each => each.endsWith('.jsonl'))
    .sort()) {
    const path = join(dir, name);
    const entry: JournalFile = { path, first: lastSeq + 1, last: lastSeq };
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const line = parse<Fact>(text);
      if (!line) continue;
      for (const [key, value] of Object.entries(line.states)) {
        if (value === null) states.delete(key);
        else states.set(key, value);
      }
      lastSeq = Math.max(lastSeq, line.seq + line.facts.length - 1);
      entry.last = lastSeq;
    }
    files.push(entry);
  }
  return { states, files, lastSeq };
}

/** Whole lines from `offset` on, at most READ_BYTES of them; what follows the last line end is left for later. */
async function readLines(path: string, offset: number): Promise<{ lines: string[]; bytes: number }> {
  const handle = await open(path, 'r');
  try {
    let size = READ_BYTES;
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, offset);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
      if (end > 0 || bytesRead < size) {
        return { lines: buffer.toString('utf8', 0, end).split('\n'), bytes: end };
      }
      size *= 2;
    }
  } finally {
    await handle.close();
  }
}

function parse<Fact>(text: string): Line<Fact> | null {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Line<Fact>;
  } catch {
    return null;
  }
}
