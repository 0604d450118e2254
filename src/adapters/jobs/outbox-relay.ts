import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { oneForEachCall } from '../../tickets/call-jobs.ts';
import type { PlannedJob } from '../../tickets/jobs.ts';

/** A job that was handed over, and the id of the batch that it may have travelled in. */
export interface HandedOver extends PlannedJob {
  readonly id: number;
  readonly batch: string;
}

/** The outbox as the relay and the refill see it; PostgreSQL's is in `adapters/postgres/outbox.ts`. */
export interface Outbox {
  /**
   * Notes that up to `limit` jobs which are due before `dueBefore` (epoch ms) are handed over and hands them to
   * `enqueue`, under an id of their own; several relays may run at once. What was noted and not handed over, the refill
   * finds. Answers how many.
   */
  relay(
    limit: number,
    dueBefore: number,
    enqueue: (jobs: readonly PlannedJob[], batch: string) => Promise<void>,
  ): Promise<number>;
  /**
   * Jobs that were handed over, are not finished and are due before `dueBefore` (epoch ms), by id after `after`.
   * The refill asks Redis whether it still has them.
   */
  waiting(dueBefore: number, after: number, limit: number): Promise<HandedOver[]>;
  /** Counts a failure with its reason; at `limit` the job has failed for good. Answers whether it has. */
  fail(key: string, why: string, limit: number): Promise<boolean>;
}

/** So many are handed over at a time, and run together. */
const BATCH = 100;
/** When no notice comes (it was lost, or PostgreSQL was away) the outbox is looked at this often, ms. */
const POLL_MS = 1_000;
/** What comes together is handed over together, ms. */
const GATHER_MS = 10;
/** While jobs come all the time they are handed over so long after each other, ms. */
const PACE_MS = 100;
/** So long before they are due jobs go to Redis, ms: most clocks of a ticket are stopped before that. */
const AHEAD_MS = 60_000;

/**
 * Moves jobs from the outbox to BullMQ, for ever.
 *
 *   idle ──notice──▶ gathering (10 ms; 100 ms since the last) ──▶ moving ──nothing left──▶ idle
 *     └──every second───────────────────────▶ └─PostgreSQL or Redis away──▶ idle (the next look tries again)
 */
export class OutboxRelay {
  private readonly outbox: Outbox;
  private readonly add: (jobs: readonly PlannedJob[], batch: string) => Promise<void>;
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly timer: NodeJS.Timeout;
  private gathering: NodeJS.Timeout | null = null;
  private moving: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private away = false;
  private began = Number.NEGATIVE_INFINITY;

  constructor(parts: {
    outbox: Outbox;
    add: (jobs: readonly PlannedJob[], batch: string) => Promise<void>;
    clock: Clock;
    log: Log;
  }) {
    this.outbox = parts.outbox;
    this.add = parts.add;
    this.clock = parts.clock;
    this.log = parts.log;
    this.timer = setInterval(() => this.look(), POLL_MS);
    this.look();
  }

  /** There may be something new. */
  poke(): void {
    if (this.stopped || this.gathering !== null) return;
    const rest = this.began + PACE_MS - performance.now();
    this.gathering = setTimeout(
      () => {
        this.gathering = null;
        this.look();
      },
      Math.max(rest, GATHER_MS),
    );
  }

  private look(): void {
    if (this.stopped) return;
    if (this.moving !== null) {
      this.again = true;
      return;
    }
    this.began = performance.now();
    this.moving = this.move().finally(() => {
      this.moving = null;
      if (this.again) {
        this.again = false;
        this.poke();
      }
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    if (this.gathering !== null) clearTimeout(this.gathering);
    await this.moving;
  }

  private async move(): Promise<void> {
    try {
      const add = (jobs: readonly PlannedJob[], batch: string) => this.add(oneForEachCall(jobs), batch);
      const dueBefore = this.clock.now() + AHEAD_MS;
      while (!this.stopped && (await this.outbox.relay(BATCH, dueBefore, add)) === BATCH);
      if (this.away) this.log.info('outbox moves again');
      this.away = false;
    } catch (error) {
      if (!this.away) this.log.warn({ err: error }, 'outbox waits');
      this.away = true;
      this.again = false;
    }
  }
}
