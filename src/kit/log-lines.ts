import { writevSync } from 'node:fs';
import { pino } from 'pino';

/** Bytes that wait for a disk with room; beyond them the oldest lines are lost. */
const WAITING_BYTES = 1024 * 1024;
const RETRY_MS = 500;
/** What is logged in this time is written together, ms: a write costs more than a line. */
const GATHER_MS = 100;
/** From this level on a line is written at once, with all before it: `warn` of pino. */
const AT_ONCE = 40;
/** Lines that one write takes at most; Linux takes 1,024 pieces (IOV_MAX). */
const LINES_A_WRITE = 512;

/**
 * Where log lines are written. One that cannot be written (a full disk, a reader that is slow) ends nobody and holds
 * nobody up: it waits, is tried again every half second, and once more when the process exits.
 *
 * A process that is killed takes the information of its last tenth of a second with it, but no warning and no error.
 */
export class LogLines {
  /** Has pino tell the level of each line in `lastLevel` before it writes it. */
  readonly [pino.symbols.needsMetadataGsym] = true;
  lastLevel = 0;
  private readonly fd: number;
  private readonly most: number;
  private waiting: Buffer[] = [];
  private bytes = 0;
  /** The next write: of what is gathered, or of what found no room. */
  private next: NodeJS.Timeout | null = null;
  private isFull = false;

  /**
   * @param fd an open file or pipe; standard output is 1
   * @param most bytes that wait at most
   */
  constructor(fd: number, most = WAITING_BYTES) {
    this.fd = fd;
    this.most = most;
    process.once('exit', () => this.flush());
  }

  write(line: string): void {
    const bytes = Buffer.from(line);
    this.waiting.push(bytes);
    this.bytes += bytes.length;
    if (this.lastLevel >= AT_ONCE && !this.isFull) this.flush();
    else this.flushIn(GATHER_MS);
    // The first may be half out already.
    while (this.bytes > this.most && this.waiting.length > 1) {
      this.bytes -= this.waiting.splice(1, 1)[0]?.length ?? 0;
    }
  }

  /** Lines that wait, in bytes. */
  get backlog(): number {
    return this.bytes;
  }

  private flushIn(ms: number): void {
    this.next ??= setTimeout(() => this.flush(), ms).unref();
  }

  private flush(): void {
    if (this.next) clearTimeout(this.next);
    this.next = null;
    this.isFull = false;
    while (this.waiting.length > 0 && !this.isFull) {
      const batch = this.waiting.slice(0, LINES_A_WRITE);
      const done = this.written(batch);
      this.bytes -= done;
      this.isFull = done < batch.reduce((sum, line) => sum + line.length, 0);
      this.forget(done);
    }
    if (this.isFull) this.flushIn(RETRY_MS);
  }

  /** Takes away what is out. Where the beginning of a line is out, the rest follows when there is room. */
  private forget(done: number): void {
    let rest = done;
    let lines = 0;
    for (const { length } of this.waiting) {
      if (length > rest) break;
      rest -= length;
      lines += 1;
    }
    this.waiting.splice(0, lines);
    const [first] = this.waiting;
    if (rest > 0 && first) this.waiting[0] = first.subarray(rest);
  }

  private written(lines: readonly Buffer[]): number {
    try {
      return writevSync(this.fd, lines);
    } catch {
      return 0;
    }
  }
}
