import { statfs } from 'node:fs/promises';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/** Below this no recording is begun, bytes (design decision 9). */
const RECORDING_FLOOR = 500 * 1024 * 1024;
const LOOK_EVERY_MS = 10_000;

/** Looks again and again how much room the data have. */
export class DiskWatch {
  private readonly folder: string;
  private readonly parts: { clock: Clock; log: Log; changed: (low: boolean) => void };
  private timer: Timer | null = null;
  private stopped = false;
  private isLow = false;

  constructor(folder: string, parts: DiskWatch['parts']) {
    this.folder = folder;
    this.parts = parts;
  }

  get low(): boolean {
    return this.isLow;
  }

  /** Looks now, and then every ten seconds. */
  async look(): Promise<void> {
    const { clock, log, changed } = this.parts;
    try {
      const { bavail, bsize } = await statfs(this.folder);
      this.isLow = bavail * bsize < RECORDING_FLOOR;
      changed(this.isLow);
    } catch (error) {
      log.warn({ err: error }, 'the room on the disk is not known');
    }
    if (!this.stopped) this.timer = clock.after(LOOK_EVERY_MS, () => void this.look());
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }
}
