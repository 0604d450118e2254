import { isContactTry } from '../../calls/rules/end-reason.ts';
import type { ScheduledCallStore } from '../../scheduled-calls/ports.ts';
import type { ScheduledCall } from '../../scheduled-calls/scheduled-call.ts';
import type { PlannedJob } from '../../tickets/jobs.ts';
import type { MemoryRecords } from './records.ts';

export function memoryScheduledCalls(records: MemoryRecords): ScheduledCallStore {
  const { scheduledCalls, calls, jobs, changes } = records;
  /** With what the calls came to that were made for it. */
  const read = (kept: ScheduledCall): ScheduledCall => {
    const made = [...calls.values()].filter(({ scheduled }) => scheduled === kept.id);
    const answers = made.flatMap(({ answeredAt }) => answeredAt ?? []);
    const reached =
      answers.length === 0 ? null : ({ how: 'done', at: Math.min(...answers), why: '' } as const);
    const tries = made.filter(
      ({ answeredAt, endedWhy }) => answeredAt === null && endedWhy !== null && isContactTry(endedWhy),
    ).length;
    return { ...kept, tries, closed: kept.closed ?? reached };
  };
  const all = () => [...scheduledCalls.values()].map(read);
  const byDue = (a: ScheduledCall, b: ScheduledCall) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);
  const closedAt = ({ closed }: ScheduledCall) => closed?.at ?? Number.MAX_SAFE_INTEGER;
  const put = (scheduled: ScheduledCall, more: readonly PlannedJob[] = []) => {
    const before = scheduledCalls.get(scheduled.id);
    scheduledCalls.set(scheduled.id, scheduled);
    for (const job of more)
      if (!jobs.has(job.key)) jobs.set(job.key, { ...job, done: false, failed: false, attempts: 0 });
    for (const person of new Set([before?.person ?? scheduled.person, scheduled.person]))
      changes.emit('scheduled-calls', person);
  };
  return {
    async add(scheduled, more) {
      put(scheduled, more);
    },
    async get(id) {
      const kept = scheduledCalls.get(id);
      return kept === undefined ? null : read(kept);
    },
    open: async person =>
      all()
        .filter(each => each.person === person && each.closed === null)
        .sort(byDue),
    closed: async (person, limit) =>
      all()
        .filter(each => each.person === person && each.closed !== null)
        .sort((a, b) => (b.closed?.at ?? 0) - (a.closed?.at ?? 0) || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    ofTicket: async (ticket, limit) =>
      all()
        .filter(each => each.ticket === ticket)
        .sort((a, b) => closedAt(b) - closedAt(a) || byDue(a, b))
        .slice(0, limit),
    dueBefore: async (at, among, limit) =>
      all()
        .filter(each => each.dueAt < at && among.includes(each.person) && each.closed === null)
        .sort(byDue)
        .slice(0, limit),
    async change(scheduled, more) {
      const kept = scheduledCalls.get(scheduled.id);
      if (kept === undefined || kept.version !== scheduled.version - 1) return false;
      put({ ...scheduled, madeBy: kept.madeBy, madeAt: kept.madeAt }, more);
      return true;
    },
    async remind(id, dueAt, at) {
      const kept = scheduledCalls.get(id);
      if (kept === undefined || kept.dueAt !== dueAt || kept.remindedAt !== null || kept.closed !== null)
        return;
      put({ ...kept, remindedAt: at, version: kept.version + 1 });
    },
    async keep(id, at) {
      const kept = scheduledCalls.get(id);
      if (kept === undefined || kept.closed !== null) return;
      put({ ...kept, closed: { how: 'done', at, why: '' }, version: kept.version + 1 });
    },
    async watch(changed) {
      return changes.watch(['scheduled-calls'], (_subject, person) => changed(person));
    },
  };
}
