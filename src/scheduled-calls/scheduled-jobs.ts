import type { Clock } from '../kit/clock.ts';
import type { JobHandlers } from '../tickets/job-handlers.ts';
import type { JobBook } from '../tickets/ports/job-book.ts';
import type { ScheduledCallStore } from './ports.ts';

/** Reminds of a call when its moment has come, and closes it when one that was made for it is answered. */
export function scheduledCallJobs(parts: {
  readonly scheduled: Pick<ScheduledCallStore, 'remind' | 'keep'>;
  readonly book: JobBook;
  readonly clock: Clock;
}): Pick<JobHandlers, 'scheduled-call-due' | 'scheduled-call-kept'> {
  return {
    async 'scheduled-call-due'({ scheduled, dueAt }, key) {
      // Again it changes nothing.
      await parts.scheduled.remind(scheduled, dueAt, parts.clock.now());
      await parts.book.settle(key);
    },
    async 'scheduled-call-kept'({ scheduled, at }, key) {
      await parts.scheduled.keep(scheduled, at);
      await parts.book.settle(key);
    },
  };
}
