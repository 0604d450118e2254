import { can } from '../rights/capabilities.ts';
import { jobKey } from './call-jobs.ts';
import { also, type Change, happened } from './change.ts';
import type { EscalatedBy } from './events.ts';
import type { PlannedJob } from './jobs.ts';
import type { Ticket } from './ticket-data.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import type { Actor } from './ticket-steps.ts';

/** Four levels of support are named (S2-80 … S2-83). */
export const HIGHEST_LEVEL = 4;

/** The area that works a topic at a level; the row of the topic wins over the default (S1-05). */
export function areaFor(policy: TicketPolicy, topic: string, level: number): string | null {
  const rows = policy.routes.filter(row => row.level === level);
  const row = rows.find(one => one.topic === topic) ?? rows.find(one => one.topic === null);
  return row?.area ?? null;
}

/** Whether an area works anything at a level; a ticket sent to another one would be in nobody's list. */
export function worksAt(policy: TicketPolicy, area: string, level: number): boolean {
  return policy.routes.some(row => row.level === level && row.area === area);
}

/**
 * The level at which an area begins: 1, unless routes lead to it and all of them at a higher one. What begins there, by a call
 * to or for it, was never at level 1 and comes back to it for contact.
 */
export function firstLevelOf(policy: TicketPolicy, area: string): number {
  const levels = policy.routes.filter(row => row.area === area).map(row => row.level);
  return levels.length === 0 ? 1 : Math.min(...levels);
}

/** How long a ticket may stay at a level, ms; null = no limit (S4-15). */
export function limitFor(policy: TicketPolicy, topic: string, level: number): number | null {
  const rows = policy.levelLimits.filter(row => row.level === level);
  const row = rows.find(one => one.topic === topic) ?? rows.find(one => one.topic === null);
  return row === undefined || row.limitMs === 0 ? null : row.limitMs;
}

/** The ticket begins (again) to be worked at a level; its clock starts at `at`. */
export function enterLevel(
  change: Change,
  to: { readonly level: number; readonly area: string; readonly assignee: string | null },
  policy: TicketPolicy,
  at: number,
): Change {
  const { number, topic, levelEntry, workedIn, highestLevel } = change.next;
  const limit = limitFor(policy, topic, to.level);
  const dueAt = limit === null ? null : at + limit;
  const entry = levelEntry + 1;
  return also(
    change,
    {
      ...to,
      state: 'in-progress',
      levelEntry: entry,
      levelDueAt: dueAt,
      workedIn: [...new Set([...workedIn, to.area])],
      highestLevel: Math.max(highestLevel, to.level),
    },
    [happened(at, { kind: 'level-entered', level: to.level, area: to.area, dueAt })],
    dueAt === null ? [] : [deadline(number, to.level, entry, dueAt)],
  );
}

/** A higher level takes over. Null when there is none, or nobody works this topic there. */
export function escalate(
  change: Change,
  how: {
    readonly area?: string | undefined;
    readonly by: string | null;
    readonly why: EscalatedBy;
    readonly reason: string;
  },
  policy: TicketPolicy,
  at: number,
): Change | null {
  const { level, topic } = change.next;
  const toLevel = level + 1;
  const area = how.area ?? areaFor(policy, topic, toLevel);
  if (toLevel > HIGHEST_LEVEL || area === null) return null;
  const { by, why, reason } = how;
  const told = also(change, {}, [
    happened(at, { kind: 'escalated', fromLevel: level, toLevel, area, by, why, reason }),
  ]);
  return enterLevel(told, { level: toLevel, area, assignee: null }, policy, at);
}

/**
 * The fault is solved; the area where it began now asks the customer. That is one of level 1 (S1-31: no other level speaks
 * the last word), save for what began above it. Where two of ours called each other about it there is no customer, unless
 * somebody said whose it is.
 */
export function awaitContact(change: Change, by: Actor, policy: TicketPolicy, at: number): Change {
  const { level, homeArea, assignee } = change.next;
  if (hasNoCustomer(change.next)) return closedAmongOurs(change, at);
  const home = firstLevelOf(policy, homeArea);
  return also(
    change,
    {
      state: 'contact-customer',
      level: home,
      area: homeArea,
      levelDueAt: null,
      solvedLevel: level,
      contactTries: 0,
      // Whose it was and who solved it has the customer on the line; with anybody else it might wait for ever.
      assignee: level === home && assignee === by.id && asksCustomer(by, home) ? assignee : null,
    },
    [happened(at, { kind: 'contact-due', area: homeArea })],
  );
}

/** Whether they have the last word with the customer of a ticket that waits for contact at a level. */
export const asksCustomer = (actor: Actor, level: number): boolean =>
  // What waits above level 1 began there, and nobody else has spoken with that customer.
  can(actor, 'contact-customers') || (level > 1 && actor.level >= level);

export const hasNoCustomer = ({ internal, customerId }: Ticket): boolean =>
  internal !== null && customerId === null;

/** There is no customer whose agreement could be had. */
export const closedAmongOurs = (change: Change, at: number, call: string | null = null): Change =>
  also(change, { state: 'closed', closedAs: 'internal-call', levelDueAt: null }, [
    happened(at, { kind: 'internal-call' }, call),
  ]);

function deadline(ticket: string, level: number, entry: number, runAt: number): PlannedJob {
  return {
    job: { name: 'level-deadline', ticket, level, entry },
    runAt,
    key: jobKey('level-deadline', ticket, String(level), String(entry)),
  };
}

/** The number of the last level's entry is compared, so that a clock of an earlier stay does nothing. */
export function deadlineIsMeant(ticket: Ticket, level: number, entry: number): boolean {
  return ticket.state === 'in-progress' && ticket.level === level && ticket.levelEntry === entry;
}
