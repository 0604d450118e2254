import type { JobsOptions } from 'bullmq';
import type { PlannedJob, TicketJob } from '../../tickets/jobs.ts';

/** Recordings are slow and large; they have a queue of their own, so that no ticket waits behind one. */
export const QUEUES = ['cauce-tickets', 'cauce-recordings'] as const;
export type QueueName = (typeof QUEUES)[number];

const QUEUE_OF: Record<TicketJob['name'], QueueName> = {
  'open-ticket': 'cauce-tickets',
  'follow-call': 'cauce-tickets',
  'level-deadline': 'cauce-tickets',
  'attention-limit': 'cauce-tickets',
  'apply-disposition': 'cauce-tickets',
  'note-on-ticket': 'cauce-tickets',
  'scheduled-call-due': 'cauce-tickets',
  'scheduled-call-kept': 'cauce-tickets',
  'keep-recording': 'cauce-recordings',
  'take-message': 'cauce-recordings',
};

/**
 * Ticket jobs that are handed over together are one job of BullMQ: what it costs Redis and the worker is paid once for all
 * of them. It is tried once; each that has to be tried again becomes a job by itself.
 */
export interface JobBatch {
  readonly name: 'batch';
  readonly jobs: readonly PlannedJob[];
}

export const BATCH_QUEUE: QueueName = 'cauce-tickets';

/** Whether a job may be handed over with others: what waits for its moment, or is slow, is a job by itself. */
export const mayBeBatched = ({ job, runAt }: PlannedJob, now: number): boolean =>
  queueOf(job) === BATCH_QUEUE && runAt <= now;

export function toBullBatch(jobs: readonly PlannedJob[], id: string) {
  // A batch that was lost leaves no trace, so the refill adds each of its jobs by itself.
  const opts: JobsOptions = { jobId: id, attempts: 1, removeOnComplete: true, removeOnFail: true };
  const data: JobBatch = { name: 'batch', jobs };
  return { name: data.name, data, opts };
}

export const queueOf = (job: TicketJob): QueueName => QUEUE_OF[job.name];

/** How many jobs of a queue one worker process runs side by side. */
export const SIDE_BY_SIDE: Record<QueueName, number> = { 'cauce-tickets': 10, 'cauce-recordings': 2 };

/** Redis never gives a job up: the outbox counts failures and decides when it has failed for good. */
const ENDLESS = 1_000_000;
const BACKOFF_FIRST_MS = 250;
const BACKOFF_LONGEST_MS = 10_000;

/** How long a job that failed `attempts` times waits for the next, ms. */
export function backoff(attempts: number): number {
  return Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempts - 1, 10));
}

/** A planned job in BullMQ's words. The outbox keeps the record of what is done, so Redis need not. */
export function toBull({ job, runAt, key }: PlannedJob, now: number) {
  const opts: JobsOptions = {
    jobId: key,
    delay: Math.max(0, runAt - now),
    attempts: ENDLESS,
    backoff: { type: 'custom' },
    removeOnComplete: true,
    removeOnFail: false,
  };
  return { name: job.name, data: job, opts };
}
