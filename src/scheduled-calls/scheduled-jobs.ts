import type { Clock } from '../kit/clock.ts';
import type { JobHandlers } from '../tickets/job-handlers.ts';
import type { JobBook } from '../tickets/ports/job-book.ts';
import type { ScheduledCallStore } from './ports.ts';

/** Reminds of a call when its moment has come. */
export function scheduledCallJobs(parts: {
  readonly scheduled: Pick<ScheduledCallStore, 'remind'>;
  readonly book: JobBook;
  readonly clock: Clock;
}): Pick<JobHandlers, 'scheduled-call-due'> {
  return {
    async 'scheduled-call-due'({ scheduled, dueAt }, key) {
      // Again it changes nothing.
      await parts.scheduled.remind(scheduled, dueAt, parts.clock.now());
      await parts.book.settle(key);
    },
  };
}
