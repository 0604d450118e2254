import { agentsOf, type CallStory } from '../../calls/call-story.ts';
import type { TicketSubject } from '../../rights/sight.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import type { MemoryRecords } from './records.ts';

/** What decides who may read a ticket. */
export function subjectOf(records: MemoryRecords, ticket: Ticket): TicketSubject {
  const calls = [...records.calls.values()].filter(call => call.ticket === ticket.number);
  const spoken = [...records.recordings.values()].filter(({ story }) =>
    calls.some(({ id }) => id === story.call),
  );
  const { number, area, homeArea, workedIn, highestLevel, assignee, customerId, state, openedBy } = ticket;
  return {
    number,
    area,
    homeArea,
    workedIn,
    highestLevel,
    assignee,
    customer: customerId,
    agents: [...calls.flatMap(agentsOf), ...spoken.map(({ story }) => story.agent)].flatMap(one => one ?? []),
    inLine: state === 'received' && records.calls.get(openedBy ?? '')?.outcome === 'live',
  };
}

/** The same by its number; null when there is no such ticket. */
export function subjectOfNumber(records: MemoryRecords, number: string): TicketSubject | null {
  const ticket = records.tickets.get(number);
  return ticket === undefined ? null : subjectOf(records, ticket);
}

/** Whose call it is. A person's word on the ticket goes before what its call made of the line. */
export function customerOf(records: MemoryRecords, call: CallStory): string | null {
  const ticket = records.tickets.get(call.ticket);
  return ticket !== undefined && ticket.customerAt !== null
    ? ticket.customerId
    : (ticket?.customerId ?? call.customer);
}
