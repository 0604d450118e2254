import type { TicketCard } from '../../src/tickets/events.ts';
import { isListedAs, type ListedState } from '../../src/tickets/listed.ts';

/** What a list of tickets is narrowed to; '' is anything. */
export interface TicketFilters {
  readonly state: ListedState | '';
  readonly level: string;
  readonly area: string;
  readonly mine: boolean;
}

/** Whether a ticket is in the list by its filters; one that was searched by its number is shown all the same. */
export function fitsFilters(card: TicketCard, filters: TicketFilters, me: string): boolean {
  const { state, level, area, mine } = filters;
  return (
    (state === '' || isListedAs(card, state)) &&
    (level === '' || card.level === Number(level)) &&
    (area === '' || card.area === area) &&
    (!mine || card.assignee === me)
  );
}
