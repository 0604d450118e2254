import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CutShort,
  changeOf,
  fileName,
  filesIn,
  type JournalFile,
  NewerFormat,
  parse,
  readBack,
  readLines,
  type StoredState,
  syncFolder,
  writeAll,
} from './journal-files.ts';
import { LineText } from './journal-line.ts';

/**
 * A log of facts on the local disk, with the latest value of some named states beside them.
 *
 *   append ──write()──▶ page cache ──fdatasync, in the background──▶ disk
 *                          │
 *   reader ◀──lines────────┘   (saves the facts elsewhere, at its own pace)
 *
 * `append` returns after write(): what it was given survives the death of this process at once, and the death of the
 * machine after the sync that follows within a tenth of a second. One sync runs at a time and covers all writes before it.
 */
export interface Journal<Fact> {
  /** The latest states, by key, each with the version of its shape. */
  readonly states: ReadonlyMap<string, StoredState>;
  /** Why the files found at opening were set aside and this journal begins anew, or null. */
  readonly setAside: { readonly folder: string; readonly format: number } | null;
  /** The number the next fact gets. */
  nextSeq(): number;
  /** Writes facts and states in one line; a null state is forgotten. Answers the number of the first fact. */
  append(facts: readonly Fact[], states: StatePatch): number;
  /**
   * The next numbered facts that are not `saved`, about `limit` of them, oldest first; empty when all were read.
   * Each fact is given once: who cannot save it keeps it and tries again. Reads the files, so a long backlog costs no memory.
   * A fact is given only when the disk has it for good: else a machine that dies would number other facts like those
   * that are saved elsewhere.
   */
  read(limit: number): Promise<{ seq: number; fact: Fact }[]>;
  /** Facts up to `seq` are safe elsewhere: files with none but those are removed. */
  saved(seq: number): void;
  /** Facts not yet `saved`. */
  backlog(): number;
  /** Runs when `read` may have more to give. */
  onAppend(run: () => void): void;
  /** What is appended after this goes nowhere. */
  close(): Promise<void>;
}

/** New values of states, by key; null forgets one. */
export type StatePatch = Iterable<readonly [key: string, value: unknown]>;

export interface JournalOptions {
  /** The version of the shape in which a state is written, by its key; 1 unless told. */
  readonly versionOf?: (key: string) => number;
  /** Whether nobody changes the values of a state in place: then only the fields that differ are written; no unless told. */
  readonly isImmutable?: (key: string) => boolean;
  /** A new file is begun beyond this size, bytes. */
  readonly fileBytes?: number;
  /** Facts that wait for `read` in memory at most. */
  readonly remembered?: number;
  /** The disk does not take the write (`ENOSPC` …); the journal keeps it in memory and tries again. */
  readonly onTrouble?: (error: NodeJS.ErrnoException) => void;
  readonly onRecovered?: () => void;
}

/** Below the journal's folder: what could not be read, kept for anyone who can. */
export const SET_ASIDE = 'set-aside';

const DEFAULT_FILE_BYTES = 16 * 1024 * 1024;
const REMEMBERED = 5_000;
const RETRY_MS = 500;
/** What is written in this time is synced together, ms. */
const SYNC_AFTER_MS = 10;
/**
 * While something is written all the time, a sync begins so long after the last one, ms. Each costs processor time of its
 * own: at 30 calls a second, syncs every 10 ms were a sixth of what `calls` used. A machine that dies takes its calls with
 * it; PostgreSQL has only what was synced, so it knows nothing that the journal does not.
 */
const PACE_MS = 100;

export function openJournal<Fact>(dir: string, options: JournalOptions = {}): Journal<Fact> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { setAside, states: stored, files, firstSeq, lastSeq, stamp } = readOrSetAside<Fact>(dir);
  const versionOf = options.versionOf ?? (() => 1);
  const isImmutable = options.isImmutable ?? (() => false);
  const limit = options.fileBytes ?? DEFAULT_FILE_BYTES;
  const remembered = options.remembered ?? REMEMBERED;
  let seq = lastSeq + 1;
  let savedSeq = firstSeq - 1;
  let newest = stamp;
  /** Facts of this process that `read` has not given yet: mostly they are asked for before anybody else wrote. */
  let fresh: { seq: number; fact: Fact }[] = [];
  /** The last fact that `read` gave, that was written, and that the disk has for good. */
  let given = firstSeq - 1;
  let written = lastSeq;
  let durable = lastSeq;
  /** How far `read` is in the files; the file stays open until the next one's turn. */
  let cursor: { path: string; offset: number; file: FileHandle } | null = null;
  let listener: () => void = () => {};
  let unwritten = '';
  let syncing: Promise<void> | null = null;
  let dirty = false;
  let nextSync: NodeJS.Timeout | null = null;
  /** When the last sync began, on a clock that only goes forward, ms. */
  let syncedAt = Number.NEGATIVE_INFINITY;
  let retry: NodeJS.Timeout | null = null;
  let inTrouble = false;
  let closed = false;
  let file = files.length === 0 ? begin() : beginOrGoOn();

  /**
   * Every file begins with all states, so that older ones can go once their facts are safe; its beginning is on the disk
   * for good when this returns.
   */
  function begin(): { fd: number; bytes: number; entry: JournalFile } {
    newest = Math.max(Date.now(), newest + 1);
    const path = join(dir, fileName(seq, newest));
    const line = new LineText();
    for (const [key, state] of stored) line.addState(key, state);
    const bytes = Buffer.from(line.text(seq, []));
    const fd = openSync(path, 'a', 0o600);
    try {
      writeAll(fd, bytes);
      fsyncSync(fd);
      syncFolder(dir);
    } catch (error) {
      closeSync(fd);
      rmSync(path, { force: true });
      throw error;
    }
    const entry: JournalFile = { path, last: seq - 1, synced: bytes.length };
    files.push(entry);
    return { fd, bytes: bytes.length, entry };
  }

  /** On a full disk the newest file goes on, so that a restart serves calls as the process before did. */
  function beginOrGoOn(): ReturnType<typeof begin> {
    try {
      return begin();
    } catch (error) {
      const entry = files.at(-1);
      if (entry === undefined) throw error;
      const fd = openSync(entry.path, 'a', 0o600);
      const bytes = fstatSync(fd).size;
      entry.synced = bytes;
      // Its last line may be torn: the next one begins on a line of its own.
      unwritten = '\n';
      return { fd, bytes, entry };
    }
  }

  /** Writes what waits. Of a write that the disk cuts short the whole lines stay, so that no fact is there twice. */
  function flush(): boolean {
    if (unwritten === '') return wrote();
    const bytes = Buffer.from(unwritten);
    try {
      writeAll(file.fd, bytes);
      file.bytes += bytes.length;
      unwritten = '';
      return wrote();
    } catch (error) {
      const done = error instanceof CutShort ? error.done : 0;
      const whole = bytes.subarray(0, done).lastIndexOf(10) + 1;
      file.bytes += whole;
      unwritten = bytes.toString('utf8', whole);
      trouble(error);
      cutOff(done - whole);
      return false;
    }
  }

  function wrote(): true {
    written = seq - 1;
    return true;
  }

  /** Takes half a line away again; where that fails too, the next line begins on a line of its own. */
  function cutOff(half: number): void {
    try {
      ftruncateSync(file.fd, file.bytes);
    } catch {
      file.bytes += half;
      unwritten = `\n${unwritten}`;
    }
  }

  function trouble(error: unknown): void {
    if (!inTrouble)
      options.onTrouble?.(error instanceof CutShort ? error.reason : (error as NodeJS.ErrnoException));
    inTrouble = true;
    if (!closed) retry ??= setTimeout(again, RETRY_MS);
  }

  function again(): void {
    retry = null;
    if (!closed && flush()) sync();
  }

  /** A file that is full gives way to a new one, once all of it is on the disk. On a full disk the old one goes on. */
  function rotate(): void {
    if (file.bytes <= limit || unwritten !== '') return;
    const full = file;
    try {
      fdatasyncSync(full.fd);
      full.entry.synced = full.bytes;
      durable = written;
      file = begin();
    } catch {
      return;
    }
    dirty = false;
    closeSync(full.fd);
  }

  function synced(entry: JournalFile, bytes: number, upTo: number): void {
    entry.synced = bytes;
    durable = upTo;
    if (inTrouble && retry === null) {
      inTrouble = false;
      options.onRecovered?.();
    }
    if (closed) return;
    rotate();
    if (dirty) sync();
    if (seq - 1 > savedSeq) listener();
  }

  function sync(): void {
    dirty = true;
    if (syncing || closed) return;
    const rest = syncedAt + PACE_MS - performance.now();
    nextSync ??= setTimeout(syncNow, Math.max(SYNC_AFTER_MS, rest));
  }

  function syncNow(): void {
    nextSync = null;
    syncedAt = performance.now();
    dirty = false;
    const { fd, bytes, entry } = file;
    const upTo = written;
    syncing = new Promise(resolve => {
      fdatasync(fd, error => {
        syncing = null;
        resolve();
        if (error) trouble(error);
        else synced(entry, bytes, upTo);
      });
    });
  }

  async function reading(path: string): Promise<NonNullable<typeof cursor>> {
    if (cursor?.path === path) return cursor;
    await cursor?.file.close();
    cursor = null;
    cursor = { path, offset: 0, file: await open(path, 'r') };
    return cursor;
  }

  return {
    states: stored,
    setAside,
    nextSeq: () => seq,
    append(facts, states) {
      const first = seq;
      if (closed) return first;
      const line = new LineText();
      for (const [key, value] of states) {
        const state = { version: versionOf(key), value };
        const before = isImmutable(key) ? stored.get(key) : undefined;
        const change = before?.version === state.version ? changeOf(before.value, value) : null;
        if (change) line.addChange(key, state.version, change);
        else line.addState(key, state);
        if (value === null) stored.delete(key);
        else stored.set(key, state);
      }
      const text = line.text(seq, facts);
      for (const fact of facts) fresh.push({ seq: seq++, fact });
      // A long backlog costs no memory: it is read from the files.
      if (fresh.length > remembered) fresh = [];
      file.entry.last = seq - 1;
      unwritten += text;
      if (retry === null && flush()) sync();
      return first;
    },
    async read(limit) {
      if (fresh[0]?.seq === given + 1) {
        const ready = fresh.findIndex((each, at) => each.seq > durable || at >= limit);
        const next = fresh.splice(0, ready < 0 ? fresh.length : ready);
        given = next.at(-1)?.seq ?? given;
        return next;
      }
      const found: { seq: number; fact: Fact }[] = [];
      while (found.length < limit) {
        const entry = files.find(each => each.path === cursor?.path) ?? files[0];
        if (!entry) break;
        const { offset, file: source } = await reading(entry.path);
        const end = entry.synced;
        const chunk = await readLines(source, offset, end);
        cursor = { path: entry.path, offset: offset + chunk.bytes, file: source };
        for (const text of chunk.lines) {
          const line = parse<Fact>(text);
          line?.facts.forEach((fact, index) => {
            if (line.seq + index > given) found.push({ seq: line.seq + index, fact });
          });
        }
        // What was synced while we read comes before the next file.
        if (chunk.bytes > 0 || entry.synced !== end) continue;
        const next = files[files.indexOf(entry) + 1];
        if (!next) break;
        await reading(next.path);
      }
      given = found.at(-1)?.seq ?? given;
      fresh = fresh.filter(each => each.seq > given);
      return found;
    },
    saved(upTo) {
      savedSeq = Math.max(savedSeq, upTo);
      given = Math.max(given, savedSeq);
      fresh = fresh[0] && fresh[0].seq <= given ? fresh.filter(each => each.seq > given) : fresh;
      while (files.length > 1 && (files[0]?.last ?? Infinity) <= savedSeq) {
        const old = files.shift();
        if (old) rmSync(old.path, { force: true });
        if (old && old.path === cursor?.path) {
          // An open file would keep its place on the disk.
          void cursor.file.close();
          cursor = null;
        }
      }
    },
    backlog: () => Math.max(0, seq - 1 - savedSeq),
    onAppend(run) {
      listener = run;
    },
    async close() {
      if (closed) return;
      closed = true;
      if (retry) clearTimeout(retry);
      if (nextSync) clearTimeout(nextSync);
      flush();
      await syncing;
      await cursor?.file.close();
      await new Promise<void>(resolve => fdatasync(file.fd, () => resolve()));
      closeSync(file.fd);
    },
  };
}

/**
 * Files of a newer format are moved away whole: without all lines the latest states are not known, and facts could get
 * numbers that others have already.
 */
function readOrSetAside<Fact>(
  dir: string,
): ReturnType<typeof readBack<Fact>> & { setAside: Journal<Fact>['setAside'] } {
  try {
    return { ...readBack<Fact>(dir), setAside: null };
  } catch (error) {
    if (!(error instanceof NewerFormat)) throw error;
    const folder = join(dir, SET_ASIDE, `format-${error.format}-${Date.now()}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of filesIn(dir)) renameSync(join(dir, name), join(folder, name));
    return { ...readBack<Fact>(dir), setAside: { folder, format: error.format } };
  }
}
