import type { ErrorCode } from '../kit/errors.ts';
import { can } from '../rights/capabilities.ts';
import { TICKET_ACTIONS, type TicketAction } from './events.ts';
import { areaFor, asksCustomer, firstLevelOf, HIGHEST_LEVEL, hasNoCustomer } from './level.ts';
import type { Ticket } from './ticket-data.ts';
import type { TicketPolicy } from './ticket-policy.ts';
import type { Actor } from './ticket-steps.ts';

/**
 * Why this actor may not take this step now, or null when they may: then it can succeed, and whether it does depends on
 * what the step says, which is checked apart.
 */
export function refusalOf(
  ticket: Ticket,
  action: TicketAction,
  actor: Actor,
  policy: TicketPolicy,
): ErrorCode | null {
  if (action === 'note') return null;
  if (action === 'reopen') return ticket.state === 'closed' ? null : 'step-not-possible';
  if (!fitsState(ticket, action)) return 'step-not-possible';
  if (notAllowed(ticket, action, actor)) return 'not-allowed';
  if (action === 'take' && ticket.assignee === actor.id) return 'step-not-possible';
  return action === 'escalate' && !worksHigher(ticket, policy) ? 'step-not-possible' : null;
}

function notAllowed(ticket: Ticket, action: TicketAction, actor: Actor): boolean {
  if (action === 'identify' && !can(actor, 'serve-customers')) return true;
  if (can(actor, 'direct-tickets')) return false;
  // A call may bring work of a higher level to whoever answers it; then it is theirs to move.
  if (actor.level < ticket.level && ticket.assignee !== actor.id) return true;
  const withCustomer = ticket.state === 'contact-customer' && (action === 'take' || action === 'close');
  return withCustomer && !asksCustomer(actor, ticket.level);
}

/** Whether this actor can solve it and close it at once, with the customer on the line. */
export function solvesAndCloses(ticket: Ticket, actor: Actor, policy: TicketPolicy): boolean {
  if (refusalOf(ticket, 'record-solution', actor, policy) !== null) return false;
  const level = firstLevelOf(policy, ticket.homeArea);
  const solved: Ticket = { ...ticket, state: 'contact-customer', level };
  return hasNoCustomer(ticket) || refusalOf(solved, 'close', actor, policy) === null;
}

/** What this actor can do now, in the order pages show it. */
export function actionsOf(ticket: Ticket, actor: Actor, policy: TicketPolicy): TicketAction[] {
  return TICKET_ACTIONS.filter(action => refusalOf(ticket, action, actor, policy) === null);
}

function fitsState(ticket: Ticket, action: Exclude<TicketAction, 'note' | 'reopen'>): boolean {
  switch (action) {
    case 'identify':
      return true;
    case 'take':
    case 'describe':
      return ticket.state !== 'closed';
    case 'escalate':
    case 'record-solution':
      return ticket.state === 'in-progress';
    case 'return-to-contact':
      return ticket.state === 'in-progress' && ticket.solution !== '';
    case 'close':
      return ticket.state === 'contact-customer';
    default:
      return action satisfies never;
  }
}

/** Whether anybody works this topic one level up. */
function worksHigher({ level, topic }: Ticket, policy: TicketPolicy): boolean {
  return level < HIGHEST_LEVEL && areaFor(policy, topic, level + 1) !== null;
}
