import type { Clock, Timer } from '../../kit/clock.ts';
import type { Call } from '../call.ts';
import { channelsNow } from './admission.ts';

/** Who asked for it asks again and again; when nothing has been heard for so long, calls are taken as ever, ms. */
export const LAST_CALLS_MS = 10_000;

/**
 * The centre is about to be stopped: calls that live go on, those that wait are served, and no new one is taken.
 *
 *   open ──ask──▶ last calls ──ask, within 10 s──▶ last calls ──silence: who stops it was killed──▶ open
 */
export class LastCalls {
  private readonly parts: {
    readonly clock: Clock;
    readonly calls: () => readonly Call[];
    readonly began: () => void;
    readonly ended: () => void;
  };
  private timer: Timer | null = null;

  constructor(parts: LastCalls['parts']) {
    this.parts = parts;
  }

  /** No new call is taken. */
  get areThese(): boolean {
    return this.timer !== null;
  }

  /** Takes no new call for a while; answers how many have somebody at a telephone. */
  ask(): number {
    const isNews = this.timer === null;
    this.timer?.cancel();
    this.timer = this.parts.clock.after(LAST_CALLS_MS, () => {
      this.timer = null;
      this.parts.ended();
    });
    if (isNews) this.parts.began();
    return this.parts.calls().filter(call => channelsNow(call) > 0).length;
  }

  stop(): void {
    this.timer?.cancel();
  }
}
