import { jobKey } from './call-jobs.ts';
import { also, type Change, finish, happened, unchanged } from './change.ts';
import type { PlannedJob } from './jobs.ts';
import { deadlineIsMeant, escalate } from './level.ts';
import type { Ticket } from './ticket-data.ts';
import type { TicketPolicy } from './ticket-policy.ts';

/**
 * The time box of a level ran out: the ticket goes up by itself (S3-09, S4-15). Nothing happens (null) when it
 * was solved, moved or entered the level anew meanwhile, or when nobody works the topic any higher.
 */
export function levelDeadline(
  ticket: Ticket,
  stay: { readonly level: number; readonly entry: number },
  policy: TicketPolicy,
  now: number,
): Change | null {
  if (!deadlineIsMeant(ticket, stay.level, stay.entry)) return null;
  const up = escalate(unchanged(ticket), { by: null, why: 'deadline', reason: '' }, policy, now);
  return up === null ? null : finish(ticket, up, now);
}

/**
 * The 24 hours from the report are over and the ticket is still open (S1-04). Told once for each limit: `dueAt` is the one
 * that is meant, for a ticket reopened meanwhile may have a new one.
 */
export function attentionLimit(ticket: Ticket, dueAt: number | undefined, now: number): Change | null {
  if (ticket.state === 'closed' || ticket.attentionDueAt === null) return null;
  if (dueAt === undefined ? now < ticket.attentionDueAt : dueAt !== ticket.attentionDueAt) return null;
  const fact = happened(now, { kind: 'attention-limit-passed', dueAt: ticket.attentionDueAt });
  return finish(ticket, also(unchanged(ticket), {}, [fact]), now);
}

/** The job that looks after an attention limit. */
export function watchAttention(ticket: string, dueAt: number): PlannedJob {
  return {
    job: { name: 'attention-limit', ticket, dueAt },
    runAt: dueAt,
    key: jobKey('attention-limit', ticket, String(dueAt)),
  };
}

/**
 * The attention limit of a closed ticket that is opened again. One that is still ahead goes on, and its job with it; one
 * that passed while nobody had anything to attend begins anew, as the customer reports anew.
 */
export function attentionAfterReopening(
  { number, attentionDueAt }: Ticket,
  policy: TicketPolicy,
  now: number,
): { readonly dueAt: number | null; readonly jobs: readonly PlannedJob[] } {
  if (attentionDueAt !== null && attentionDueAt > now) return { dueAt: null, jobs: [] };
  const dueAt = now + policy.attentionLimitMs;
  return { dueAt, jobs: [watchAttention(number, dueAt)] };
}
