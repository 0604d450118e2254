import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { PlannedJob } from '../../tickets/jobs.ts';
import type { Outbox } from './outbox-relay.ts';
import type { JobProducer } from './producer.ts';

const EVERY_MS = 5_000;
const BATCH = 500;
/** A job this late that Redis still has is looked at: BullMQ may have given it up, ms. */
const LATE_MS = 60_000;
/** So many late jobs are looked at in one round. */
const LATE_LOOKS = 100;

/**
 * Redis holds no truth (design decision 14): what the outbox says is unfinished and Redis does not know is added
 * again. Every 5 s that is asked of the jobs that are due; of all jobs at the start and whenever Redis turns out
 * to be an empty one (its mark is missing).
 */
export class Refill {
  private readonly outbox: Outbox;
  private readonly producer: JobProducer;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly givenUp: (job: PlannedJob, why: string) => Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | null = null;
  private stopped = false;
  private first = true;

  constructor(parts: {
    outbox: Outbox;
    producer: JobProducer;
    clock: Clock;
    log: Log;
    /** BullMQ itself gave up a job, because its worker died too often under it. */
    givenUp: (job: PlannedJob, why: string) => Promise<void>;
  }) {
    this.outbox = parts.outbox;
    this.producer = parts.producer;
    this.clock = parts.clock;
    this.log = parts.log;
    this.givenUp = parts.givenUp;
    this.timer = setInterval(() => this.poke(), EVERY_MS);
    this.poke();
  }

  /** Redis may have lost something. */
  poke(): void {
    if (this.stopped || this.running !== null) return;
    this.running = this.round().finally(() => {
      this.running = null;
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      const all = this.first || !(await this.producer.isFilled());
      await this.fill(all ? Number.MAX_SAFE_INTEGER : this.clock.now());
      if (all) await this.producer.markFilled();
      this.first = false;
    } catch (error) {
      this.log.debug({ err: error }, 'refill waits');
    }
  }

  private async fill(dueBefore: number): Promise<void> {
    let looks = LATE_LOOKS;
    for (let after = 0; !this.stopped; ) {
      const jobs = await this.outbox.waiting(dueBefore, after, BATCH);
      const missing = jobs.length === 0 ? [] : await this.producer.missing(jobs);
      if (missing.length > 0) {
        await this.producer.add(missing);
        this.log.info({ jobs: missing.length }, 'jobs put back into redis');
      }
      const late = jobs.filter(job => job.runAt < this.clock.now() - LATE_MS && !missing.includes(job));
      for (const job of late.slice(0, looks)) {
        looks -= 1;
        const why = await this.producer.failedWhy(job);
        if (why !== null) await this.givenUp(job, why);
      }
      const last = jobs.at(-1);
      if (last === undefined || jobs.length < BATCH) return;
      after = last.id;
    }
  }
}
