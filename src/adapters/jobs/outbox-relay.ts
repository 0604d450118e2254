import type { Log } from '../../kit/log.ts';
import type { PlannedJob } from '../../tickets/ports.ts';

/** The outbox as the relay and the refill see it; PostgreSQL's is in `adapters/postgres/outbox.ts`. */
export interface Outbox {
  /**
   * Hands up to `limit` jobs that were never handed over to `enqueue` and notes that they were, in one
   * transaction; several relays may run at once. Answers how many.
   */
  relay(limit: number, enqueue: (jobs: readonly PlannedJob[]) => Promise<void>): Promise<number>;
  /**
   * Jobs that were handed over, are not finished and are due before `dueBefore` (epoch ms), by id after `after`.
   * The refill asks Redis whether it still has them.
   */
  waiting(dueBefore: number, after: number, limit: number): Promise<(PlannedJob & { id: number })[]>;
  /** Counts a failure with its reason; at `limit` the job has failed for good. Answers whether it has. */
  fail(key: string, why: string, limit: number): Promise<boolean>;
}

const BATCH = 500;
/** When no notice comes (it was lost, or PostgreSQL was away) the outbox is looked at this often, ms. */
const POLL_MS = 1_000;

/**
 * Moves jobs from the outbox to BullMQ, for ever.
 *
 *   idle ──notice or 1 s──▶ moving ──nothing left──▶ idle
 *                             └─PostgreSQL or Redis away──▶ idle (the next look tries again)
 */
export class OutboxRelay {
  private readonly outbox: Outbox;
  private readonly add: (jobs: readonly PlannedJob[]) => Promise<void>;
  private readonly log: Log;
  private readonly timer: NodeJS.Timeout;
  private moving: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private away = false;

  constructor(outbox: Outbox, add: (jobs: readonly PlannedJob[]) => Promise<void>, log: Log) {
    this.outbox = outbox;
    this.add = add;
    this.log = log;
    this.timer = setInterval(() => this.poke(), POLL_MS);
    this.poke();
  }

  /** There may be something new. */
  poke(): void {
    if (this.stopped) return;
    if (this.moving !== null) {
      this.again = true;
      return;
    }
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
    await this.moving;
  }

  private async move(): Promise<void> {
    try {
      while (!this.stopped && (await this.outbox.relay(BATCH, this.add)) === BATCH);
      if (this.away) this.log.info('outbox moves again');
      this.away = false;
    } catch (error) {
      if (!this.away) this.log.warn({ err: error }, 'outbox waits');
      this.away = true;
      this.again = false;
    }
  }
}
