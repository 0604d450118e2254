import { Queue } from 'bullmq';
import type { Clock } from '../../kit/clock.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { PlannedJob, TicketJob } from '../../tickets/ports.ts';
import type { RedisConnection } from '../redis/connection.ts';
import { QUEUES, type QueueName, queueOf, toBull } from './queues.ts';

/** Redis answers in a millisecond or is away; nobody waits longer, ms. */
const REDIS_LIMIT_MS = 4_000;

/** The side of BullMQ that hands jobs over and asks what Redis still has. Every verb rejects while it is away. */
export interface JobProducer {
  add(jobs: readonly PlannedJob[]): Promise<void>;
  /** Those of the jobs that Redis does not know. */
  missing<Job extends PlannedJob>(jobs: readonly Job[]): Promise<Job[]>;
  /** Why BullMQ itself gave a job up, or null when it did not. */
  failedWhy(job: PlannedJob): Promise<string | null>;
  /** Whether Redis is the one that was filled, and not an emptied or another one. */
  isFilled(): Promise<boolean>;
  markFilled(): Promise<void>;
  close(): Promise<void>;
}

const FILLED = 'cauce:jobs:filled';

export function jobProducer(redis: RedisConnection, clock: Clock, log: Log): JobProducer {
  const open = (name: QueueName) => {
    const queue = new Queue<TicketJob>(name, { connection: redis });
    queue.on('error', error => log.debug({ err: error }, 'job queue'));
    return queue;
  };
  const queues: Record<QueueName, Queue<TicketJob>> = {
    'cauce-tickets': open('cauce-tickets'),
    'cauce-recordings': open('cauce-recordings'),
  };
  /** A queue whose first contact broke off never works again (BullMQ keeps the failure), so it is opened anew. */
  const usable = async (name: QueueName): Promise<Queue<TicketJob>> => {
    const queue = queues[name];
    try {
      await limited(queue.waitUntilReady());
    } catch (error) {
      if (redis.status === 'ready' && queues[name] === queue) {
        queues[name] = open(name);
        queue.close().catch(() => undefined);
      }
      throw error;
    }
    return queue;
  };
  return {
    async add(jobs) {
      const now = clock.now();
      for (const name of QUEUES) {
        const mine = jobs
          .filter(planned => queueOf(planned.job) === name)
          .map(planned => toBull(planned, now));
        if (mine.length > 0) await limited((await usable(name)).addBulk(mine));
      }
    },
    async missing(jobs) {
      const asked = redis.pipeline();
      for (const planned of jobs) asked.exists(queues[queueOf(planned.job)].toKey(planned.key));
      const answers = (await limited(asked.exec())) ?? [];
      return jobs.filter((_job, index) => {
        const [error, found] = answers[index] ?? [null, 1];
        if (error !== null) throw error;
        return found === 0;
      });
    },
    async failedWhy(planned) {
      const job = await limited((await usable(queueOf(planned.job))).getJob(planned.key));
      if (job === undefined || !(await limited(job.isFailed()))) return null;
      return job.failedReason ?? 'failed';
    },
    async isFilled() {
      return (await limited(redis.exists(FILLED))) === 1;
    },
    async markFilled() {
      await limited(redis.set(FILLED, String(clock.now())));
    },
    async close() {
      await Promise.allSettled(QUEUES.map(name => limited(queues[name].close())));
    },
  };
}

async function limited<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CauceError('store-away', { part: 'redis' })), REDIS_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
