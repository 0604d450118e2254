import { type ClosedAs, TICKET_STATES, type TicketState } from './events.ts';

/**
 * What a list of tickets may be narrowed to. `abandoned`: open ones whose caller left the queue. `left-in-menu`: those
 * closed because the caller hung up in the menu; `internal-call`: because two of ours had called each other. Both count as none
 * of the `closed`.
 */
export const LISTED_STATES = [
  ...TICKET_STATES,
  'open',
  'abandoned',
  'left-in-menu',
  'internal-call',
] as const;
export type ListedState = (typeof LISTED_STATES)[number];

interface Listed {
  readonly state: TicketState;
  readonly abandoned: boolean;
  readonly closedAs: ClosedAs | null;
}

/** Whether a ticket is in the list of this state; pages ask the same of what they were given. */
export function isListedAs({ state, abandoned, closedAs }: Listed, wanted: ListedState): boolean {
  switch (wanted) {
    case 'open':
      return state !== 'closed';
    case 'abandoned':
      return state !== 'closed' && abandoned;
    case 'left-in-menu':
    case 'internal-call':
      return closedAs === wanted;
    case 'closed':
      return state === 'closed' && closedAs !== 'left-in-menu' && closedAs !== 'internal-call';
    case 'received':
    case 'in-progress':
    case 'contact-customer':
      return state === wanted;
    default:
      return wanted satisfies never;
  }
}
