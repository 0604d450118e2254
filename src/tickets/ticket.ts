import { missingText, type Texts } from '../calls/dispositions.ts';
import { characters } from '../kit/characters.ts';
import type { ErrorCode } from '../kit/errors.ts';
import { bad, good, type Result } from '../kit/result.ts';
import { also, type Change, finish, happened, unchanged } from './change.ts';
import { attentionAfterReopening } from './clocks.ts';
import type { Agreement } from './events.ts';
import { areaFor, awaitContact, enterLevel, escalate, firstLevelOf, worksAt } from './level.ts';
import { refusalOf } from './may.ts';
import { TEXTS } from './texts.ts';
import type { Ticket } from './ticket-data.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import type { Actor, TicketStep } from './ticket-steps.ts';

/**
 * A step a person takes.
 *
 *   received ──take──▶ in-progress ──record-solution──▶ contact-customer ──close agreed──▶ closed
 *                       │    ▲  ▲    return-to-contact        │    └─────close unreachable──▲ │
 *              escalate │    │  └────────close not agreed─────┘                               │
 *                       ▼    └──────────────────────────reopen────────────────────────────────┘
 *                 in-progress, one level up
 *
 * Gives back the change, or the catalogue's code when the step is impossible, not allowed or says too little.
 * A note adds, and is right whatever happened meanwhile; a text that replaces another one is `changed-meanwhile` when
 * that other one is not the one it was written over; any other step, when the page showed a version before the last
 * change of what the step rests on. `talk` is the call in which the customer can have agreed.
 */
export function applyStep(
  ticket: Ticket,
  step: TicketStep,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
  talk: Agreement | null = null,
): Result<Change, ErrorCode> {
  if (outdated(ticket, step)) return bad('changed-meanwhile');
  const refusal = refusalOf(ticket, step.action, actor, policy);
  if (refusal !== null) return bad(refusal);
  const change = take(ticket, step, actor, policy, now, talk);
  if (typeof change === 'string') return bad(change);
  const finished = finish(ticket, change, now);
  return finished === null ? bad('step-not-possible') : good(finished);
}

function outdated(ticket: Ticket, step: TicketStep): boolean {
  const { action, version } = step;
  const older = version < ticket.decidedVersion || version > ticket.version;
  switch (action) {
    case 'note':
      return false;
    case 'identify':
      return step.instead !== ticket.customerId;
    case 'describe':
      return step.base === undefined ? older : step.base.trim() !== ticket.summary;
    case 'record-solution':
      return older || (step.base !== undefined && step.base.trim() !== ticket.solution);
    default:
      return older;
  }
}

/** The text that a step would replace, as it is now; null for steps that replace none. */
export function replaced(ticket: Ticket, { action }: TicketStep): string | null {
  if (action === 'describe') return ticket.summary;
  return action === 'record-solution' ? ticket.solution : null;
}

/** Whether this was said already: an answer that was lost on its way is asked for again. */
export function isSaid(ticket: Ticket, step: TicketStep): boolean {
  return step.action === 'describe' && step.summary.trim() === ticket.summary;
}

function take(
  ticket: Ticket,
  step: TicketStep,
  actor: Actor,
  policy: TicketPolicy,
  now: number,
  talk: Agreement | null,
): Change | ErrorCode {
  const start = unchanged(ticket);
  const by = actor.id;
  switch (step.action) {
    case 'note':
      return step.text.trim() === ''
        ? 'invalid-input'
        : also(start, {}, [happened(now, { kind: 'noted', by, text: step.text.trim() })]);
    case 'take': {
      const taken = also(start, { assignee: by }, [happened(now, { kind: 'taken', by })]);
      const { level, area } = ticket;
      return ticket.state === 'received'
        ? enterLevel(taken, { level, area, assignee: by }, policy, now)
        : taken;
    }
    case 'describe': {
      const summary = step.summary.trim();
      if (summary === '' || characters(summary) > TEXTS.summary.most) return 'invalid-input';
      return also(start, { summary }, [happened(now, { kind: 'described', by, summary })]);
    }
    case 'escalate':
      if (step.area !== undefined && !worksAt(policy, step.area, ticket.level + 1)) return 'invalid-input';
      return (
        missingText('escalate', textsOf(ticket)) ??
        escalate(start, { area: step.area, by, why: 'button', reason: step.reason }, policy, now) ??
        'step-not-possible'
      );
    case 'record-solution': {
      const solution = step.solution.trim();
      const missing = missingText('solved', textsOf({ ...ticket, solution }));
      if (missing !== null) return missing;
      const solved = also(start, { solution, assignee: ticket.assignee ?? by }, [
        happened(now, { kind: 'solved', by, solution }),
      ]);
      return awaitContact(solved, actor, policy, now);
    }
    case 'return-to-contact':
      return missingText('solved', textsOf(ticket)) ?? awaitContact(start, actor, policy, now);
    case 'close':
      return close(ticket, step, by, policy, now, talk);
    case 'reopen':
      return reopen(start, by, step.why, policy, now);
    case 'identify': {
      const { customer } = step;
      return also(
        start,
        { customerId: customer?.id ?? null, customerName: customer?.name ?? null, customerAt: now },
        [happened(now, { kind: 'customer-set', by, customer: customer?.id ?? null })],
      );
    }
    default:
      return step satisfies never;
  }
}

function close(
  ticket: Ticket,
  step: Extract<TicketStep, { action: 'close' }>,
  by: string,
  policy: TicketPolicy,
  now: number,
  talk: Agreement | null,
): Change | ErrorCode {
  if (step.how === 'call' && !step.agreed) return reopen(unchanged(ticket), by, NOT_AGREED, policy, now);
  const missing = missingText('solved', textsOf(ticket));
  if (missing !== null) return missing;
  if (step.how === 'unreachable') {
    return ticket.contactTries < policy.contactTries
      ? 'step-not-possible'
      : closed(unchanged(ticket), { by, agreed: false, how: 'unreachable' }, now);
  }
  return talk === null ? 'no-talk' : closed(unchanged(ticket), { by, agreed: true, how: 'call', talk }, now);
}

/** Which texts of a ticket say something. */
export function textsOf({ summary, solution }: Pick<Ticket, 'summary' | 'solution'>): Texts {
  return { summary: summary.trim() !== '', solution: solution.trim() !== '' };
}

/** The reason of a ticket that goes back because the customer said no; the timeline has words for it. */
export const NOT_AGREED = 'not-agreed';

export function closed(
  change: Change,
  how: { readonly by: string } & (
    | { readonly agreed: true; readonly how: 'call'; readonly talk: Agreement }
    | { readonly agreed: false; readonly how: 'unreachable' }
  ),
  at: number,
): Change {
  const call = how.agreed ? how.talk.call : null;
  return also(
    change,
    { state: 'closed', closedAs: how.agreed ? 'agreed' : 'unreachable', levelDueAt: null },
    [happened(at, { kind: 'closed', ...how }, call)],
  );
}

/** Back to those who solved it: from contact to the level that solved it, from the archive to where it began. */
function reopen(change: Change, by: string, why: string, policy: TicketPolicy, now: number): Change {
  const { state, solvedLevel, topic, homeArea } = change.next;
  const home = firstLevelOf(policy, homeArea);
  const above = state === 'closed' || solvedLevel === null || solvedLevel <= home ? null : solvedLevel;
  const area = above === null ? null : areaFor(policy, topic, above);
  const level = above === null || area === null ? home : above;
  // From contact the attention limit goes on: the fault was never attended.
  const attention =
    state === 'closed' ? attentionAfterReopening(change.next, policy, now) : { dueAt: null, jobs: [] };
  const anew = attention.dueAt === null ? {} : { attentionDueAt: attention.dueAt };
  const told = also(
    change,
    { contactTries: 0, closedAs: null, ...anew },
    [happened(now, { kind: 'reopened', by, why, ...anew })],
    attention.jobs,
  );
  return enterLevel(told, { level, area: area ?? homeArea, assignee: null }, policy, now);
}
