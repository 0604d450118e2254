import { Queue } from 'bullmq';
import { after, type Clock, type Timer } from '../../kit/clock.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { PlannedJob, TicketJob } from '../../tickets/jobs.ts';
import type { RedisConnection } from '../redis/connection.ts';
import type { HandedOver } from './outbox-relay.ts';
import {
  BATCH_QUEUE,
  type JobBatch,
  mayBeBatched,
  QUEUES,
  type QueueName,
  queueOf,
  toBull,
  toBullBatch,
} from './queues.ts';

/** Redis answers in a millisecond or is away; nobody waits longer, ms. */
const REDIS_LIMIT_MS = 4_000;

/** The side of BullMQ that hands jobs over and asks what Redis still has. Every verb rejects while it is away. */
export interface JobProducer {
  /** With an id for a batch, those that may travel together do. */
  add(jobs: readonly PlannedJob[], batch?: string): Promise<void>;
  /** Those of the jobs that Redis does not know, neither by themselves nor in the batch they were handed over with. */
  missing<Job extends HandedOver>(jobs: readonly Job[]): Promise<Job[]>;
  /** Why BullMQ itself gave a job up, or null when it did not. */
  failedWhy(job: PlannedJob): Promise<string | null>;
  /** Whether Redis is the one that was filled, and not an emptied or another one. */
  isFilled(): Promise<boolean>;
  markFilled(): Promise<void>;
  close(): Promise<void>;
}

const FILLED = 'cauce:jobs:filled';

export function jobProducer(redis: RedisConnection, clock: Clock, log: Log): JobProducer {
  type BullQueue = Queue<TicketJob | JobBatch>;
  const open = (name: QueueName): BullQueue => {
    const queue: BullQueue = new Queue(name, { connection: redis });
    queue.on('error', error => log.debug({ err: error }, 'job queue'));
    return queue;
  };
  const queues: Record<QueueName, BullQueue> = {
    'cauce-tickets': open('cauce-tickets'),
    'cauce-recordings': open('cauce-recordings'),
  };
  /** A queue whose first contact broke off never works again (BullMQ keeps the failure), so it is opened anew. */
  const usable = async (name: QueueName): Promise<BullQueue> => {
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
    async add(jobs, batch) {
      const now = clock.now();
      const fitting = batch === undefined ? [] : jobs.filter(planned => mayBeBatched(planned, now));
      const together = new Set(fitting.length > 1 ? fitting : []);
      for (const name of QUEUES) {
        const mine = jobs
          .filter(planned => queueOf(planned.job) === name && !together.has(planned))
          .map(planned => toBull(planned, now));
        const all =
          name === BATCH_QUEUE && together.size > 0
            ? [...mine, toBullBatch([...together], batch ?? '')]
            : mine;
        const [only] = all;
        if (only === undefined) continue;
        const queue = await usable(name);
        if (all.length > 1) await limited(queue.addBulk(all));
        else await limited(queue.add(only.name, only.data, only.opts));
      }
    },
    async missing(jobs) {
      const own = jobs.map(({ job, key }) => queues[queueOf(job)].toKey(key));
      const batches = [...new Set(jobs.map(({ batch }) => batch))];
      const keys = [...own, ...batches.map(batch => queues[BATCH_QUEUE].toKey(batch))];
      const asked = redis.pipeline();
      for (const key of keys) asked.exists(key);
      const answers = (await limited(asked.exec())) ?? [];
      const isThere = (index: number): boolean => {
        const [error, found] = answers[index] ?? [null, 1];
        if (error !== null) throw error;
        return found !== 0;
      };
      const underWay = new Set(batches.filter((_, index) => isThere(own.length + index)));
      return jobs.filter(({ batch }, index) => !underWay.has(batch) && !isThere(index));
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
  let timer: Timer | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = after(REDIS_LIMIT_MS, () => reject(new CauceError('store-away', { part: 'redis' })));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer?.cancel();
    work.catch(() => undefined);
  }
}
