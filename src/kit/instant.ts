import type { Clock, Timer } from './clock.ts';

/** One instant at which something is due, moved as often as it takes. */
export class Instant {
  private readonly clock: Clock;
  private readonly due: () => void;
  private set: { readonly at: number; readonly timer: Timer } | null = null;

  constructor(clock: Clock, due: () => void) {
    this.clock = clock;
    this.due = due;
  }

  /** Epoch ms; null: at no time. */
  at(at: number | null): void {
    if (at === (this.set?.at ?? null)) return;
    this.set?.timer.cancel();
    this.set = null;
    if (at === null) return;
    const timer = this.clock.after(Math.max(0, at - this.clock.now()), () => {
      this.set = null;
      this.due();
    });
    this.set = { at, timer };
  }
}
