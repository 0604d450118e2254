import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { RecordingStore } from '../../recordings/ports.ts';
import type { AlarmBook } from '../../supervision/ports.ts';
import type { PlannedJob, TicketJob } from '../../tickets/jobs.ts';
import type { RedisConnection } from '../redis/connection.ts';
import { watchingDisk } from './disk-watch.ts';
import { givenUpWords } from './given-up.ts';
import { type Outbox, OutboxRelay } from './outbox-relay.ts';
import { jobProducer } from './producer.ts';
import { backoff } from './queues.ts';
import { RedisWatch } from './redis-watch.ts';
import { Refill } from './refill.ts';
import { startWorkers } from './workers.ts';

export interface JobsParts {
  /** One that fails at once while Redis is away, for handing jobs over. */
  readonly producing: RedisConnection;
  /** One whose commands wait, for the workers. */
  readonly working: RedisConnection;
  readonly outbox: Outbox;
  readonly recordings: Pick<RecordingStore, 'fail'>;
  readonly alarms: AlarmBook;
  readonly clock: Clock;
  readonly log: Log;
  run(job: TicketJob, key: string): Promise<void>;
  /** Calls `changed` when the outbox grew. */
  watchOutbox(changed: () => void): Promise<() => Promise<void>>;
}

/** From the outbox through BullMQ to the handlers, with everything that brings jobs back. */
export async function startJobs(parts: JobsParts): Promise<{ stop(): Promise<void> }> {
  const { outbox, clock, log } = parts;
  const producer = jobProducer(parts.producing, clock, log);
  const givenUp = async (planned: PlannedJob, why: string) => {
    log.error({ job: planned.key, why }, 'job failed for good');
    if ('recording' in planned.job) await parts.recordings.fail(planned.job.recording, why);
    const id = `job.${planned.key}`;
    const words = givenUpWords(planned.job, why);
    await parts.alarms.raise({ id, since: clock.now(), severity: 'critical', words });
  };
  const relay = new OutboxRelay({ outbox, add: (jobs, batch) => producer.add(jobs, batch), clock, log });
  const refill = new Refill({
    outbox,
    producer,
    clock,
    log,
    givenUp: async (planned, why) => {
      if (await outbox.fail(planned.key, why, 1)) await givenUp(planned, why);
    },
  });
  const back = () => {
    refill.poke();
    relay.poke();
  };
  parts.producing.on('ready', back);
  const redisWatch = new RedisWatch({
    ask: () => parts.producing.ping(),
    alarms: parts.alarms,
    clock,
    log,
  });
  const unwatch = await parts.watchOutbox(() => relay.poke());
  const run = watchingDisk(parts.run, parts.alarms, clock);
  const workers = startWorkers({
    redis: parts.working,
    outbox,
    log,
    run,
    givenUp,
    again: jobs => producer.add(jobs.map(one => ({ ...one, runAt: clock.now() + backoff(1) }))),
  });
  return {
    async stop() {
      parts.producing.off('ready', back);
      redisWatch.stop();
      await unwatch();
      await Promise.all([relay.stop(), refill.stop()]);
      await workers.stop();
      await producer.close();
    },
  };
}
