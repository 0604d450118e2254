import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { PlannedJob, TicketJob } from '../../tickets/jobs.ts';
import type { RedisConnection } from '../redis/connection.ts';
import type { Outbox } from './outbox-relay.ts';
import { backoff, type JobBatch, QUEUES, type QueueName, SIDE_BY_SIDE } from './queues.ts';

/** A killed worker's job is taken up again after this, ms (BullMQ's own figures make it a minute). */
const LOCK_MS = 3_000;
const STALLED_EVERY_MS = 1_000;
/** A job may lose its worker this often before BullMQ gives it up. */
const STALLED_LIMIT = 20;
/** Failures that are not somebody else's absence, before a job has failed for good: about half a minute. */
const FAILURES = 8;
/** How long a stopping worker waits for its jobs, ms; the launcher waits 10 s for the process. */
const DRAIN_LIMIT_MS = 5_000;
/** What the system says when the disk is full or files ran out, and Asterisk away: it passes, so it is waited for. */
const PASSING = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EROFS', 'asterisk-fault']);

export interface WorkerParts {
  readonly redis: RedisConnection;
  readonly outbox: Outbox;
  readonly log: Log;
  run(job: TicketJob, key: string): Promise<void>;
  /** The job failed for good: alarms. */
  givenUp(job: PlannedJob, why: string): Promise<void>;
  /** Jobs of a batch that have to be tried again, each by itself. */
  again(jobs: readonly PlannedJob[]): Promise<void>;
}

/** Runs the jobs of every queue until stopped; a part that is away is waited for without end. */
export function startWorkers(parts: WorkerParts): { stop(): Promise<void> } {
  const workers = QUEUES.map(name => startWorker(name, parts));
  return {
    async stop() {
      await Promise.all(workers.map(finish));
    },
  };
}

type Data = TicketJob | JobBatch;

function startWorker(name: QueueName, parts: WorkerParts): Worker<Data> {
  const worker = new Worker<Data>(name, job => performOne(job, parts), {
    connection: parts.redis,
    concurrency: SIDE_BY_SIDE[name],
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_EVERY_MS,
    maxStalledCount: STALLED_LIMIT,
    runRetryDelay: 1_000,
    settings: { backoffStrategy: attempts => backoff(attempts) },
  });
  worker.on('error', error => parts.log.debug({ err: error }, 'job worker'));
  worker.on('stalled', id => parts.log.warn({ job: id }, 'job lost its worker and is taken up again'));
  return worker;
}

/** Lets the jobs at hand end. Without Redis BullMQ would wait for it for ever: then the jobs simply stall. */
async function finish(worker: Worker<Data>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), DRAIN_LIMIT_MS);
  });
  const closed = worker.close().catch(() => undefined);
  if ((await Promise.race([closed, late])) === 'late') worker.disconnect().catch(() => undefined);
  clearTimeout(timer);
}

function performOne({ id, data, timestamp }: Job<Data>, parts: WorkerParts): Promise<void> {
  return data.name === 'batch'
    ? performBatch(data, parts)
    : perform({ job: data, runAt: timestamp, key: String(id) }, parts);
}

/** Each holds or fails by itself. */
async function performBatch({ jobs }: JobBatch, parts: WorkerParts): Promise<void> {
  const left: PlannedJob[] = [];
  const one = async (planned: PlannedJob): Promise<void> => {
    try {
      await perform(planned, parts);
    } catch (error) {
      if (!(error instanceof UnrecoverableError)) left.push(planned);
    }
  };
  await Promise.all(jobs.map(one));
  if (left.length > 0) await parts.again(left);
}

async function perform(planned: PlannedJob, { run, outbox, givenUp, log }: WorkerParts): Promise<void> {
  const { job, key } = planned;
  try {
    await run(job, key);
    log.debug({ job: key }, 'job done');
  } catch (error) {
    if (isPassing(error)) {
      log.debug({ job: key, err: error }, 'job waits');
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ job: key, err: error }, 'job failed');
    if (!(await outbox.fail(key, why, FAILURES))) throw error;
    await givenUp(planned, why);
    throw new UnrecoverableError(why);
  }
}

/** Whether only patience is needed: a part is away or busy, or the disk is full. */
export function isPassing(error: unknown): boolean {
  if (error instanceof CauceError) return error.kind === 'broken' || error.kind === 'busy';
  return error instanceof Error && 'code' in error && PASSING.has(String(error.code));
}
