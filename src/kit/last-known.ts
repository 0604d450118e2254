import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

const RETRY_MS = 1_000;

/**
 * Keeps the last known value of something another part owns: loaded at the start, again at each change, tried again
 * while that part is away. A value known from before a restart serves until then.
 */
export class LastKnown<Value> {
  private readonly parts: {
    name: string;
    load: () => Promise<Value>;
    changed: (value: Value) => void;
    clock: Clock;
    log: Log;
  };
  private present: Value | null;
  private loading: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(parts: LastKnown<Value>['parts'], known: Value | null) {
    this.parts = parts;
    this.present = known;
  }

  get value(): Value | null {
    return this.present;
  }

  /** Loads anew; resolves when the newest value is here. Calls that come meanwhile share one more run. */
  refresh(): Promise<void> {
    if (this.loading) this.again = true;
    this.loading ??= this.run();
    return this.loading;
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    const { name, load, changed, clock, log } = this.parts;
    let away = false;
    do {
      this.again = false;
      try {
        this.present = await load();
        changed(this.present);
        if (away) log.info(`${name} can be read again`);
        away = false;
      } catch (error) {
        if (!away) log.warn({ err: error }, `${name} cannot be read; the last known hold`);
        away = true;
        this.again = true;
        await new Promise<void>(resolve => clock.after(RETRY_MS, resolve));
      }
    } while (this.again && !this.stopped);
    // In the same synchronous step as the last look at `again`: a refresh that comes later begins anew.
    this.loading = null;
  }
}
