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
/**
 * While some are refused, fewer are let in above this delay, and more below that, ms. Where even the quickest waits 50 ms, one
 * in twenty calls rings after 250 ms and more (measured); those that are refused are the price for those that are not.
 */
const TOO_LATE_MS = 25;
const IN_TIME_MS = 10;
/** So much of the rate is taken off, times how far the delay is above, at most so many times. */
const STEP = 0.1;
const MOST_STEPS = 4;
/** Looks below the limit during which the last cut is not yet felt: what was let in before still stands in line. */
const REST = 1;
/**
 * What the rate grows by with each look in time: by a part, more with each such look in a row (five times in 7 s, so that a short
 * delay refuses nobody for long), and by calls a second, with which it comes up from nothing.
 */
const GROWTH = 1.02;
const GROWTH_MORE = 0.01;
const GROWTH_MOST = 1.07;
const GROWTH_BY = 0.5;
/** Some always come through: by them the next look is taken. */
const MOST = 0.95;
/** Where so many times what comes could be let in, nothing is beyond what is borne any more. */
const ENOUGH = 1.2;

/**
 * `allowed`: new calls that are let in, a second; null: all of them. `strikes`: looks in a row above the limit; `rest`: looks
 * until the next cut; `inTime`: looks in a row in time.
 */
export interface Overload {
  readonly allowed: number | null;
  readonly strikes: number;
  readonly rest: number;
  readonly inTime: number;
}
export const CALM: Overload = { allowed: null, strikes: 0, rest: 0, inTime: 0 };

/** `lagMs`: the least delay since the last look; `offered`: calls that came, let in or not, a second, above 0. */
export interface Look {
  readonly lagMs: number;
  readonly offered: number;
}

/**
 * What follows from one more look. A rate is let in and not a share: a share that fits while a flood lasts refuses callers when
 * it is over, and one that is given up soon enough for that lets the flood in again every few seconds.
 */
export function overloadAfter(state: Overload, { lagMs, offered }: Look): Overload {
  const { allowed, strikes, rest } = state;
  if (allowed === null) {
    if (lagMs <= LIMIT_MS) return CALM;
    return strikes + 1 < STRIKES ? { ...CALM, strikes: strikes + 1 } : cut(offered, { lagMs, offered });
  }
  if (lagMs > TOO_LATE_MS) {
    if (rest > 0 && lagMs <= LIMIT_MS) return { ...state, rest: rest - 1 };
    return cut(Math.min(allowed, offered), { lagMs, offered });
  }
  if (lagMs > IN_TIME_MS) return { ...state, rest: 0, inTime: 0 };
  const next = allowed * Math.min(GROWTH_MOST, GROWTH + GROWTH_MORE * state.inTime) + GROWTH_BY;
  return next > offered * ENOUGH ? CALM : { ...state, allowed: next, rest: 0, inTime: state.inTime + 1 };
}

function cut(rate: number, { lagMs, offered }: Look): Overload {
  const less = STEP * Math.min(lagMs / TOO_LATE_MS, MOST_STEPS);
  const allowed = Math.max(offered * (1 - MOST), rate * (1 - less));
  return { allowed, strikes: 0, rest: REST, inTime: 0 };
}

/** The share of new calls, 0 to 1, that is refused so that no more than what is allowed comes in. */
export function shareBeyond(allowed: number | null, offered: number): number {
  return allowed === null ? 0 : Math.min(MOST, Math.max(0, 1 - allowed / offered));
}

/** How often is looked, ms. */
const LOOK_EVERY_MS = 250;
/** The telephone system goes on refusing for so long when we fall silent, and is told again after half of that, ms. */
const HOLD_MS = 4_000;
/** After so long what came before is half of what is believed to come, ms: a flood begins and ends within a second. */
const HALF_LIFE_MS = 250;
/** Where all stands still nobody is seen to come; somebody may, calls a second. */
const LEAST_OFFERED = 1;
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
  private refusedShare = 0;
  /** Calls that came until they were counted last; `refused` is null while it has not been told. */
  private seen: { readonly at: number; readonly arrived: number; readonly refused: number | null } | null =
    null;
  private refused: number | null = null;
  /** Calls a second. */
  private offered = 0;
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
    return this.refusedShare;
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
    if (total === null) return;
    this.refused = total;
    if (this.calmFor !== null) this.countOffered();
    this.parts.counted(total);
  }

  private look(): void {
    const { loopMs, shedding } = this.parts;
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => this.look());
    const lag = { loop: loopMs(), telephony: shedding.delayMs() };
    if (this.calmFor === null) this.countOffered();
    const offered = Math.max(LEAST_OFFERED, this.offered);
    this.state = overloadAfter(this.state, { lagMs: Math.max(lag.loop, lag.telephony), offered });
    const share = shareBeyond(this.state.allowed, offered);
    this.refusedShare = share;
    const isRefusing = share > 0;
    if (isRefusing && this.calmFor === null) {
      this.parts.log.warn({ lag, offered, share }, 'calm → overload');
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

  /**
   * To be called when it is known how many were refused: with each look while nobody is, and else with each answer, which under
   * overload takes longer than a look.
   */
  private countOffered(): void {
    const now = {
      at: this.parts.clock.now(),
      arrived: this.parts.shedding.arrivedSoFar(),
      refused: this.refused,
    };
    const before = this.seen;
    this.seen = now;
    if (before === null || now.at <= before.at) return;
    // A telephone system that begins anew counts from 0.
    const refused = before.refused === null ? 0 : Math.max(0, (now.refused ?? 0) - before.refused);
    const rate = ((now.arrived - before.arrived + refused) * 1000) / (now.at - before.at);
    const newest = 1 - 0.5 ** ((now.at - before.at) / HALF_LIFE_MS);
    this.offered += newest * (rate - this.offered);
  }

  private updateShedding(): void {
    const { share } = this;
    const now = this.parts.clock.now();
    const isOld = share > 0 && now - this.sent.at >= HOLD_MS / 2;
    if (share === this.sent.share && !isOld) return;
    this.sent = { share, at: now };
    void this.parts.shedding.refuse(share, HOLD_MS);
  }
}
