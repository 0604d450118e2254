import type { TicketCard } from '../../src/tickets/events.ts';
import { isListedAs, LISTED_STATES, type ListedState } from '../../src/tickets/listed.ts';
import { ticketPath } from './route.ts';

/** The levels that tickets are at. */
export const TICKET_LEVELS = [1, 2, 3, 4] as const;

/** What a list of tickets is narrowed to; '' is anything. */
export interface TicketFilters {
  readonly state: ListedState | '';
  readonly level: string;
  readonly area: string;
  readonly mine: boolean;
}

/** What the list shows to somebody who opens it. */
export const FIRST_FILTERS: TicketFilters = { state: 'open', level: '', area: '', mine: false };

const ALL = 'all';

/**
 * The list with these filters as an address, beside the ticket that is read. What is searched for is not in it: names and
 * telephone numbers would stay in the browser's history, and in the log of every proxy.
 */
export function ticketListPath(filters: TicketFilters, number: string | null): string {
  const query = new URLSearchParams();
  if (filters.state !== FIRST_FILTERS.state) query.set('state', filters.state || ALL);
  if (filters.level !== '') query.set('level', filters.level);
  if (filters.area !== '') query.set('area', filters.area);
  if (filters.mine) query.set('mine', '1');
  const said = query.toString();
  const list = number === null ? '/tickets' : ticketPath(number);
  return said === '' ? list : `${list}${number === null ? '?' : '&'}${said}`;
}

/** The filters that a query names. What it says of them and nobody knows is as if it were not there. */
export function filtersIn(query: string): TicketFilters {
  const said = new URLSearchParams(query);
  const state = said.get('state');
  const level = said.get('level') ?? '';
  return {
    state: state === ALL ? '' : (LISTED_STATES.find(one => one === state) ?? FIRST_FILTERS.state),
    level: TICKET_LEVELS.some(one => String(one) === level) ? level : '',
    area: said.get('area') ?? '',
    mine: said.get('mine') === '1',
  };
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
