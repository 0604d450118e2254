import type { CallStory } from '../../calls/call-story.ts';
import { type Sight, seesTicket } from '../../rights/sight.ts';
import type { Contact } from '../../tickets/events.ts';
import type { MemoryRecords } from './records.ts';
import { subjectOfNumber } from './subjects.ts';

/** The last calls of a customer that are over, newest first. */
export function contactsOf(records: MemoryRecords, customer: string, limit: number, sight: Sight): Contact[] {
  return [...records.calls.values()]
    .filter(
      call =>
        call.endedAt !== null && call.direction !== 'internal' && customerOf(records, call) === customer,
    )
    .filter(call => {
      const subject = subjectOfNumber(records, call.ticket);
      return subject !== null && seesTicket(sight, subject);
    })
    .sort((a, b) => b.arrivedAt - a.arrivedAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
    .flatMap(call => contactOf(records, call) ?? []);
}

/** A person's word on the ticket goes before what its call made of the line. */
export function customerOf(records: MemoryRecords, call: CallStory): string | null {
  const ticket = records.tickets.get(call.ticket);
  return ticket !== undefined && ticket.customerAt !== null
    ? ticket.customerId
    : (ticket?.customerId ?? call.customer);
}

function contactOf(records: MemoryRecords, call: CallStory): Contact | null {
  const ticket = records.tickets.get(call.ticket);
  if (ticket === undefined) return null;
  const { number, state, level, summary } = ticket;
  return {
    call: call.id,
    at: call.arrivedAt,
    direction: call.direction,
    outcome: call.outcome,
    agentName: call.agent === null ? null : (records.people.get(call.agent)?.person.displayName ?? null),
    disposition: records.centre.dispositions.find(one => one.code === call.disposition)?.title ?? null,
    ticket: { number, state, level, summary },
  };
}
