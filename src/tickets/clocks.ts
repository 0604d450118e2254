import { also, type Change, finish, happened, unchanged } from './change.ts';
import { deadlineIsMeant, escalate } from './level.ts';
import type { Ticket, TicketPolicy } from './ports.ts';

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

/** The 24 hours from the report are over and the ticket is still open (S1-04). Told once. */
export function attentionLimit(ticket: Ticket, now: number): Change | null {
  if (ticket.state === 'closed' || ticket.attentionDueAt === null) return null;
  const fact = happened(now, { kind: 'attention-limit-passed', dueAt: ticket.attentionDueAt });
  return finish(ticket, also(unchanged(ticket), {}, [fact]), now);
}
