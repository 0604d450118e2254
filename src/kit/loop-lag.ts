/** How often is looked, ms: each look wakes the process up. */
const EVERY_MS = 50;

/** How late this process gets to what is due: 0 when it keeps up. */
export class LoopLag {
  private readonly now: () => number;
  private timer: NodeJS.Timeout | null = null;
  private due = 0;
  private least: number | null = null;

  /** `now`: a clock that only goes forward, ms. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  start(): void {
    this.due = this.now() + EVERY_MS;
    this.timer = setTimeout(() => {
      const late = this.now() - this.due;
      this.least = Math.min(this.least ?? late, late);
      this.start();
    }, EVERY_MS);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** The least delay since this was last asked, ms: what comes at all times, not now and then. */
  take(): number {
    const least = this.least ?? (this.timer === null ? 0 : this.now() - this.due);
    this.least = null;
    return Math.max(0, least);
  }
}
