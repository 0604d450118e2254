import { type SearchTerm, type Sought, searchText } from '../customers/search.ts';
import { ticketPatterns } from '../ivr/ticket-number.ts';
import type { Ticket } from './ticket-data.ts';

/** What a ticket is found by beside its number; its customer is searched by what customers are searched by. */
export function ticketSearchText({
  summary,
  customerName,
  callerNumber,
}: Pick<Ticket, 'summary' | 'customerName' | 'callerNumber'>): string {
  return searchText({ words: [summary, customerName], telephones: [callerNumber] });
}

/** The printed ticket numbers, as patterns of LIKE, that a term may mean. */
export function numbersOf({ number }: SearchTerm): string[] {
  if (number === null) return [];
  const { exact, partly } = ticketPatterns(number);
  return [...exact, ...partly];
}

/**
 * The ticket that a whole search text names by its number, as patterns of LIKE: it is shown whatever else the list is
 * narrowed to, because who has a number asks for that ticket and no other.
 */
export function namedTickets(sought: Sought | undefined): readonly string[] {
  const terms = sought !== undefined && 'terms' in sought ? sought.terms : [];
  const [only] = terms;
  return terms.length === 1 && only?.number ? ticketPatterns(only.number).exact : [];
}
