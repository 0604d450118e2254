import { writeSync } from 'node:fs';

/** Bytes that wait for a disk with room; beyond them the oldest lines are lost. */
const WAITING_BYTES = 1024 * 1024;
const RETRY_MS = 500;

/**
 * Where log lines are written. One that cannot be written (a full disk, a reader that is slow) ends nobody and holds
 * nobody up: it waits, is tried again every half second, and once more when the process exits.
 */
export class LogLines {
  private readonly fd: number;
  private readonly most: number;
  private waiting: Buffer[] = [];
  private bytes = 0;
  private retry: NodeJS.Timeout | null = null;

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
    if (this.retry === null) this.flush();
    // The first may be half out already.
    while (this.bytes > this.most && this.waiting.length > 1) {
      this.bytes -= this.waiting.splice(1, 1)[0]?.length ?? 0;
    }
  }

  /** Lines that wait, in bytes. */
  get backlog(): number {
    return this.bytes;
  }

  private flush(): void {
    for (let line = this.waiting[0]; line !== undefined; line = this.waiting[0]) {
      const done = this.written(line);
      this.bytes -= done;
      if (done < line.length) {
        // Its beginning is out: the rest follows when there is room.
        this.waiting[0] = line.subarray(done);
        this.retry ??= setTimeout(() => {
          this.retry = null;
          this.flush();
        }, RETRY_MS).unref();
        return;
      }
      this.waiting.shift();
    }
  }

  private written(line: Buffer): number {
    try {
      return writeSync(this.fd, line);
    } catch {
      return 0;
    }
  }
}
