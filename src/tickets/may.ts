import type { ErrorCode } from '../kit/errors.ts';
import type { TicketAction } from './events.ts';
import { HIGHEST_LEVEL } from './level.ts';
import type { Reader, Ticket } from './ports.ts';

export const ACTIONS: readonly TicketAction[] = [
  'take',
  'describe',
  'note',
  'escalate',
  'record-solution',
  'return-to-contact',
  'close',
  'reopen',
];

/** Why this reader may not take this step now, or null when he may. What the step says is checked apart. */
export function whyNot(ticket: Ticket, action: TicketAction, reader: Reader): ErrorCode | null {
  if (action === 'note') return null;
  if (action === 'reopen') return ticket.state === 'closed' ? null : 'step-not-possible';
  if (!fitsState(ticket, action)) return 'step-not-possible';
  if (reader.role === 'supervisor' || reader.role === 'admin') {
    return action === 'take' && ticket.assignee === reader.id ? 'step-not-possible' : null;
  }
  if (reader.level < ticket.level) return 'not-allowed';
  // S1-31: the higher level never speaks the last word with the customer.
  const withCustomer = ticket.state === 'contact-customer' && (action === 'take' || action === 'close');
  if (withCustomer && reader.role === 'level-2') return 'not-allowed';
  return action === 'take' && ticket.assignee === reader.id ? 'step-not-possible' : null;
}

/** What this reader may do now, in the order pages show it. */
export function actionsOf(ticket: Ticket, reader: Reader): TicketAction[] {
  return ACTIONS.filter(action => whyNot(ticket, action, reader) === null);
}

function fitsState(ticket: Ticket, action: Exclude<TicketAction, 'note' | 'reopen'>): boolean {
  switch (action) {
    case 'take':
    case 'describe':
      return ticket.state !== 'closed';
    case 'escalate':
      return ticket.state === 'in-progress' && ticket.level < HIGHEST_LEVEL;
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
