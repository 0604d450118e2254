import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { CallShedding } from '../ports/shedding.ts';

/**
 * Where even the quickest of what is done takes this long, work stands in line, ms. The least and not the most is looked at
 * (as CoDel does, RFC 8289): a rush or a neighbour delays some of it, overload all of it. A caller does not notice a tenth of
 * a second; with 30 ms, callers were refused on a busy machine that would have served them.
 */
export const LIMIT_MS = 100;
/** Looks in a row above the limit before anybody is refused. */
const STRIKES = 2;
/** So much more is refused with each look above the limit, times how far it is above, at most so many times. */
const STEP = 0.1;
const MOST_STEPS = 4;
/** Some always come through: by them the next look is taken. */
const MOST = 0.95;
/** What is left of the share with each look below half the limit, and what goes beside: from 0.95 to 0 in 4.5 s. */
const EASE = 0.9;
const EASE_BY = 0.02;

/** `share` of new calls that are refused, 0 to 1; `strikes`: looks in a row above the limit. */
export interface Overload {
  readonly share: number;
  readonly strikes: number;
}
export const CALM: Overload = { share: 0, strikes: 0 };

/** What follows from one more look. `lagMs`: the least delay since the last. */
export function overloadAfter({ share, strikes }: Overload, lagMs: number): Overload {
  if (lagMs > LIMIT_MS) {
    if (strikes + 1 < STRIKES) return { share, strikes: strikes + 1 };
    return { share: Math.min(MOST, share + STEP * Math.min(lagMs / LIMIT_MS, MOST_STEPS)), strikes };
  }
  if (lagMs > LIMIT_MS / 2) return { share, strikes: 0 };
  return { share: Math.max(0, share * EASE - EASE_BY), strikes: 0 };
}

/** How often is looked, ms. */
const LOOK_EVERY_MS = 250;
/** The telephone system goes on refusing for so long when we fall silent, and is told again after half of that, ms. */
const HOLD_MS = 4_000;
/** Looks after the last refusal until it counts as over. */
const OVER_AFTER = 20;

/**
 * Keeps what was taken served in time: looks at how far this process and the telephone system are behind, and has a share
 * of new calls turned away. Nobody who was taken is touched.
 */
export class OverloadWatch {
  private readonly parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly shedding: CallShedding;
    /** The least delay of our own event loop since this was last asked, ms. */
    readonly loopMs: () => number;
    /** So many were turned away since the telephone system started. */
    readonly counted: (total: number) => void;
    readonly began: () => void;
    readonly ended: () => void;
  };
  private state = CALM;
  private timer: Timer | null = null;
  private sent = { share: 0, at: 0 };
  private asking = false;
  /** Looks since somebody was refused; null while there is no overload. */
  private calmFor: number | null = null;

  constructor(parts: OverloadWatch['parts']) {
    this.parts = parts;
  }

  /** 0 to 1. */
  get share(): number {
    return this.state.share;
  }

  start(): void {
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.timer?.cancel();
  }

  /** Asks how many were turned away; also to be called when the telephone system is back. */
  async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const total = await this.parts.shedding.refusedSoFar();
    this.asking = false;
    if (total !== null) this.parts.counted(total);
  }

  private look(): void {
    const { loopMs, shedding } = this.parts;
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => this.look());
    const lag = { loop: loopMs(), telephony: shedding.delayMs() };
    this.state = overloadAfter(this.state, Math.max(lag.loop, lag.telephony));
    const isRefusing = this.state.share > 0;
    if (isRefusing && this.calmFor === null) {
      this.parts.log.warn({ lag, share: this.state.share }, 'calm → overload');
      this.parts.began();
    }
    if (isRefusing) this.calmFor = 0;
    if (this.calmFor === null) return;
    this.updateShedding();
    void this.ask();
    this.calmFor += 1;
    if (this.calmFor <= OVER_AFTER) return;
    this.calmFor = null;
    this.parts.log.info('overload → calm');
    this.parts.ended();
  }

  private updateShedding(): void {
    const { share } = this.state;
    const now = this.parts.clock.now();
    const isOld = share > 0 && now - this.sent.at >= HOLD_MS / 2;
    if (share === this.sent.share && !isOld) return;
    this.sent = { share, at: now };
    void this.parts.shedding.refuse(share, HOLD_MS);
  }
}
