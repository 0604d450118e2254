import type { TicketCard } from './events.ts';
import type { Ticket } from './ticket-data.ts';

/** A ticket as lists and live news show it: without what only its rules and its own page need. */
export function cardOf(ticket: Ticket): TicketCard {
  const { solution: _solution, customerId: _customer, openedBy: _call, ...rest } = ticket;
  const { homeArea: _home, levelEntry: _entry, solvedLevel: _solved, contactTries: _tries, ...shown } = rest;
  const {
    decidedVersion: _decided,
    customerAt: _at,
    workedIn: _areas,
    highestLevel: _highest,
    ...card
  } = shown;
  return card;
}
