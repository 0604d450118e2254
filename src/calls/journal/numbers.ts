import type { Clock, Timer } from '../../kit/clock.ts';
import type { CallStore } from '../ports/store.ts';

/** Ticket numbers leased from the common sequence; plain JSON for the journal. `next` > `last` = used up. */
export interface NumberBlock {
  readonly year: number;
  readonly next: number;
  readonly last: number;
}

const BLOCK_SIZE = 1_000;
/** A new block is leased when fewer than this are left: enough for hours without the database. */
const LOW_WATER = 500;

export const printed = (year: number, sequence: number): string =>
  `OA-${year}-${String(sequence).padStart(6, '0')}`;

/** A lease that failed is tried again after this long, ms. */
const RETRY_MS = 500;
/** Blocks of the next year are leased this long before it begins, ms. */
const AHEAD_MS = 7 * 24 * 3_600_000;
/** Numbers from here on are never leased: they are made of the time while all blocks are used up. Eight digits in all. */
const BY_CLOCK = 10_000_000;
/** One such number every half second: a year of them stays below 100 million. */
const CLOCK_STEP_MS = 500;

/**
 * Gives each call its ticket number at once, also while the database is away (design decision 13).
 *
 *   take ──▶ from the block ──fewer than 500 left──▶ lease the next one in the background
 */
export class TicketNumbers {
  private blocks: NumberBlock[];
  private leasing: Promise<void> | null = null;
  private retry: Timer | null = null;
  private stopped = false;
  private readonly clock: Clock;
  private readonly lease: CallStore['leaseNumbers'];
  private readonly yearOf: (now: number) => number;
  private readonly onTrouble: (error: unknown) => void;

  constructor(parts: {
    blocks: readonly NumberBlock[];
    lease: CallStore['leaseNumbers'];
    /** The year of an instant in the centre's time zone. */
    yearOf: (now: number) => number;
    onTrouble: (error: unknown) => void;
    clock: Clock;
  }) {
    this.blocks = [...parts.blocks];
    this.lease = parts.lease;
    this.yearOf = parts.yearOf;
    this.onTrouble = parts.onTrouble;
    this.clock = parts.clock;
  }

  /** For the journal, after each `take` and each lease. */
  state(): readonly NumberBlock[] {
    return this.blocks;
  }

  left(year: number): number {
    return this.blocks
      .filter(each => each.year === year)
      .reduce((sum, each) => sum + each.last - each.next + 1, 0);
  }

  /**
   * The next number. When all are used up (the database was away for hundreds of calls) a number with the time in it
   * is given: no call is refused for want of a number. The last of those is remembered as a block that is used up.
   */
  take(now: number): string {
    const year = this.yearOf(now);
    const block = this.blocks.find(each => each.year === year && each.next <= each.last);
    if (!block) return printed(year, this.byClock(year, now));
    this.blocks = this.blocks
      .map(each => (each === block ? { ...each, next: each.next + 1 } : each))
      .filter(each => (each.next <= each.last || each.last >= BY_CLOCK) && each.year >= year);
    return printed(year, block.next);
  }

  private byClock(year: number, now: number): number {
    // The year may begin up to a day later or earlier here than in UTC.
    const sinceNewYear = now - Date.UTC(year, 0, 1) + 24 * 3_600_000;
    const given = this.blocks.find(each => each.year === year && each.last >= BY_CLOCK);
    const number = Math.max(BY_CLOCK + Math.floor(sinceNewYear / CLOCK_STEP_MS), (given?.last ?? 0) + 1);
    const rest = this.blocks.filter(each => each !== given);
    this.blocks = [...rest, { year, next: number + 1, last: number }];
    return number;
  }

  /** A first start: resolves when there are numbers. The database may still be preparing its tables. */
  async untilSome(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      await this.refill(now);
      if (this.stopped || this.left(this.yearOf(now)) > 0) return;
      await new Promise<void>(resolve => this.clock.after(RETRY_MS, resolve));
    }
  }

  stop(): void {
    this.stopped = true;
    this.retry?.cancel();
  }

  /**
   * Leases more when few are left. Resolves when it was tried; failing is not an error of the caller, it is tried again
   * in the background.
   */
  refill(now: number): Promise<void> {
    this.leasing ??= this.leaseFor(now).finally(() => {
      this.leasing = null;
    });
    return this.leasing;
  }

  private async leaseFor(now: number): Promise<void> {
    try {
      for (const year of new Set([this.yearOf(now), this.yearOf(now + AHEAD_MS)])) {
        if (this.left(year) >= LOW_WATER) continue;
        const { first, last } = await this.lease(year, BLOCK_SIZE);
        this.blocks = [...this.blocks, { year, next: first, last }];
      }
    } catch (error) {
      this.onTrouble(error);
      this.tryAgain();
    }
  }

  private tryAgain(): void {
    this.retry?.cancel();
    if (!this.stopped) this.retry = this.clock.after(RETRY_MS, () => void this.refill(this.clock.now()));
  }
}
