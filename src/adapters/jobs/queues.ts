import type { JobsOptions } from 'bullmq';
import type { PlannedJob, TicketJob } from '../../tickets/ports.ts';

/** Recordings are slow and large; they have a queue of their own, so that no ticket waits behind one. */
export const QUEUES = ['cauce-tickets', 'cauce-recordings'] as const;
export type QueueName = (typeof QUEUES)[number];

const QUEUE_OF: Record<TicketJob['name'], QueueName> = {
  'open-ticket': 'cauce-tickets',
  'follow-call': 'cauce-tickets',
  'level-deadline': 'cauce-tickets',
  'attention-limit': 'cauce-tickets',
  'apply-disposition': 'cauce-tickets',
  'keep-recording': 'cauce-recordings',
  'take-message': 'cauce-recordings',
};

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
