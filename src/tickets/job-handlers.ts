import { type KeepParts, keepRecording } from '../recordings/keep-recording.ts';
import { happened } from './change.ts';
import type { TicketJob } from './jobs.ts';
import { type TicketJobParts, ticketJobs } from './ticket-jobs.ts';

/** One handler for each kind of job; a kind that is missing does not compile. */
export type JobHandlers = {
  readonly [Name in TicketJob['name']]: (
    job: Extract<TicketJob, { name: Name }>,
    key: string,
  ) => Promise<void>;
};

/** Those of the room scheduled-calls, which comes after this one. */
type OfScheduledCalls = 'scheduled-call-due' | 'scheduled-call-kept';

/** All but those of rooms that come after this one. */
export function jobHandlers(parts: TicketJobParts & KeepParts): Omit<JobHandlers, OfScheduledCalls> {
  const jobs = ticketJobs(parts);
  const keep = async (recording: string, key: string) => {
    if (await parts.book.isDone(key)) return;
    await keepRecording(parts, recording);
    await parts.book.settle(key);
  };
  return {
    'open-ticket': (job, key) => jobs.follow(job.call, key, job.also),
    'follow-call': (job, key) => jobs.follow(job.call, key, job.also),
    'level-deadline': (job, key) => jobs.levelDeadline(job.ticket, job, key),
    'attention-limit': (job, key) => jobs.attentionLimit(job.ticket, job.dueAt, key),
    'apply-disposition': (job, key) => jobs.dispose(job.call, job, key),
    'note-on-ticket': (job, key) => jobs.note(job.ticket, happened(job.at, job.fact), key),
    'keep-recording': (job, key) => keep(job.recording, key),
    async 'take-message'(job, key) {
      // A message's call has a ticket like any other; the recording hangs on it by the call.
      const source = await parts.recordings.source(job.recording);
      if (source !== null) await jobs.follow(source.call, undefined);
      await keep(job.recording, key);
    },
  };
}

/** Runs one job, whatever its kind. Rejections are the worker's to judge. */
export function runJob(handlers: JobHandlers, job: TicketJob, key: string): Promise<void> {
  const handler = handlers[job.name] as (job: TicketJob, key: string) => Promise<void>;
  return handler(job, key);
}
