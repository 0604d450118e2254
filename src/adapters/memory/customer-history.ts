import { recordOf } from '../../calls/call-story.ts';
import { mayListen, seesTicket } from '../../rights/sight.ts';
import {
  type CustomerHistoryEntry,
  isBefore,
  type PastCall,
  type PastNote,
  type PastTicket,
} from '../../tickets/customer-history.ts';
import type { TicketFact } from '../../tickets/events.ts';
import type { CustomerHistory, HistoryAsked } from '../../tickets/ports/customer-history.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import type { MemoryRecords } from './records.ts';
import { customerOf, subjectOf } from './subjects.ts';

export function memoryCustomerHistory(records: MemoryRecords): CustomerHistory {
  return {
    async page(asked) {
      const { before, kinds, limit } = asked;
      const found = entriesOf(records, asked)
        .filter(entry => kinds.includes(entry.kind) && (before === null || isBefore(entry, before)))
        .sort((one, other) => (isBefore(one, other) ? 1 : -1));
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? { at: last.at, key: last.key } : null };
    },
  };
}

function entriesOf(records: MemoryRecords, asked: HistoryAsked): CustomerHistoryEntry[] {
  const { customer, sight } = asked;
  const calls = [...records.calls.values()].filter(call => customerOf(records, call) === customer);
  return [...records.tickets.values()]
    .filter(one => one.customerId === customer || isOfUnnamed(one, calls))
    .filter(one => seesTicket(sight, subjectOf(records, one)))
    .flatMap(ticket => [
      ...calls
        .filter(
          call => call.ticket === ticket.number && call.endedAt !== null && call.direction !== 'internal',
        )
        .map(call => pastCall(records, call.id, ticket, asked)),
      pastTicket(records, ticket),
      ...pastNotes(records, ticket),
    ]);
}

/** Nobody said yet whose it is, and one of these is its call. */
const isOfUnnamed = (
  { number, customerId, customerAt }: Ticket,
  calls: readonly { readonly ticket: string }[],
): boolean => customerId === null && customerAt === null && calls.some(({ ticket }) => ticket === number);

const shownOf = ({
  number,
  state,
  level,
  summary,
  callerNumber,
}: Ticket): CustomerHistoryEntry['ticket'] => ({
  number,
  state,
  level,
  summary,
  callerNumber,
});

function pastCall(records: MemoryRecords, id: string, ticket: Ticket, { sight }: HistoryAsked): PastCall {
  const call = records.calls.get(id);
  if (call === undefined) throw new Error(`there is no call ${id}`);
  const { direction, outcome, talkedMs } = recordOf(call);
  const subject = subjectOf(records, ticket);
  const audible = [...records.recordings.values()]
    .filter(({ story, state }) => story.call === id && (state === 'pending' || state === 'kept'))
    .filter(({ story }) =>
      mayListen(sight, { kind: story.kind, agent: story.agent ?? call.agent, ticket: subject }),
    )
    .sort((one, other) => one.story.startedAt - other.story.startedAt);
  return {
    key: `call:${id}`,
    at: call.arrivedAt,
    ticket: shownOf(ticket),
    kind: outcome === 'left-message' ? 'message' : 'call',
    call: id,
    direction,
    outcome,
    agentName: nameOf(records, call.agent ?? call.directTo),
    disposition: records.centre.dispositions.find(one => one.code === call.disposition)?.title ?? null,
    talkedMs,
    recordings: audible.map(({ story }) => story.id),
  };
}

const CLOSINGS: Readonly<Partial<Record<TicketFact['kind'], true>>> = {
  closed: true,
  'left-in-menu': true,
  'ended-by-menu': true,
  'internal-call': true,
  'informed-by-menu': true,
};

function pastTicket(records: MemoryRecords, ticket: Ticket): PastTicket {
  const facts = ticket.state === 'closed' ? (records.ticketFacts.get(ticket.number) ?? []) : [];
  return {
    key: `ticket:${ticket.number}`,
    at: ticket.openedAt,
    ticket: shownOf(ticket),
    kind: 'ticket',
    closedAt: facts.filter(({ fact }) => CLOSINGS[fact.kind]).at(-1)?.at ?? null,
    closedAs: ticket.closedAs,
  };
}

function pastNotes(records: MemoryRecords, ticket: Ticket): PastNote[] {
  return (records.ticketFacts.get(ticket.number) ?? []).flatMap(({ at, call, fact }, place) => {
    const text = fact.kind === 'noted' ? fact.text : fact.kind === 'disposition' ? fact.note : '';
    if (text === '' || !('by' in fact)) return [];
    return {
      key: `note:${ticket.number}:${String(place).padStart(9, '0')}`,
      at,
      ticket: shownOf(ticket),
      kind: 'note',
      call,
      byName: nameOf(records, fact.by),
      text,
    };
  });
}

const nameOf = (records: MemoryRecords, person: string | null): string | null =>
  person === null ? null : (records.people.get(person)?.person.displayName ?? null);
