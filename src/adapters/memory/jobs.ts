import type { PlannedJob } from '../../tickets/jobs.ts';
import type { JobBook } from '../../tickets/ports/job-book.ts';
import type { MemoryJob, MemoryRecords } from './records.ts';

/** Plans jobs; a key that exists already is left as it is. */
export function planJobs(records: MemoryRecords, jobs: readonly PlannedJob[]): void {
  for (const planned of jobs) {
    if (records.jobs.has(planned.key)) continue;
    records.jobs.set(planned.key, { ...planned, done: false, failed: false, attempts: 0 });
  }
}

export function memoryJobBook(records: MemoryRecords): JobBook {
  return {
    async isDone(key) {
      return records.jobs.get(key)?.done ?? false;
    },
    async settle(key, also = []) {
      settleJobs(records, [key, ...also]);
    },
  };
}

export function settleJobs(records: MemoryRecords, keys: readonly string[]): void {
  for (const key of keys) {
    const job = records.jobs.get(key);
    if (job !== undefined) job.done = true;
  }
}

/** Jobs that are due at `now` and not finished, in order of their moment. */
export function dueJobs(records: MemoryRecords, now: number): MemoryJob[] {
  return [...records.jobs.values()]
    .filter(job => !job.done && !job.failed && job.runAt <= now)
    .sort((a, b) => a.runAt - b.runAt);
}
