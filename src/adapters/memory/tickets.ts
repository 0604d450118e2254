import { isCallFact, recordOf } from '../../calls/call-story.ts';
import { customerSearchText, hasTerm } from '../../customers/search.ts';
import { fitsPattern } from '../../ivr/ticket-number.ts';
import { seesTicket } from '../../rights/sight.ts';
import { isWithCustomer, talkSince } from '../../tickets/agreement.ts';
import { OVERDUE_NAMED } from '../../tickets/limit-alarm.ts';
import { isListedAs } from '../../tickets/listed.ts';
import type { ChangeFeed } from '../../tickets/ports/change-feed.ts';
import type { TicketContext } from '../../tickets/ports/context.ts';
import type { TicketFilter } from '../../tickets/ports/desk.ts';
import type { TicketStore } from '../../tickets/ports/store.ts';
import { namedTickets, numbersOf, ticketSearchText } from '../../tickets/search.ts';
import { cardOf } from '../../tickets/ticket-card.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import { planJobs, settleJobs } from './jobs.ts';
import { peopleOf } from './people.ts';
import { recordingCard } from './recordings.ts';
import type { MemoryRecords } from './records.ts';
import { subjectOf, subjectOfNumber } from './subjects.ts';

export function memoryTickets(records: MemoryRecords): TicketStore {
  const named = (ticket: Ticket | undefined) => (ticket === undefined ? null : withName(records, ticket));
  return {
    async get(number) {
      return named(records.tickets.get(number));
    },
    async subject(number) {
      const ticket = records.tickets.get(number);
      return ticket === undefined ? null : subjectOf(records, ticket);
    },
    async byCall(call) {
      return named(records.tickets.get(records.ticketOf.get(call) ?? ''));
    },
    async list(filter) {
      const fitting = [...records.tickets.values()]
        .map(ticket => withName(records, ticket))
        .filter(
          ticket => fits(records, ticket, filter) && seesTicket(filter.sight, subjectOf(records, ticket)),
        )
        .sort((a, b) => b.openedAt - a.openedAt || (a.number < b.number ? 1 : -1));
      const items = fitting.slice(filter.offset, filter.offset + filter.limit).map(cardOf);
      return { items, total: fitting.length };
    },
    async overdue(now) {
      const late = [...records.tickets.values()]
        .filter(one => one.state !== 'closed' && one.attentionDueAt !== null && one.attentionDueAt <= now)
        .sort((a, b) => (a.attentionDueAt ?? 0) - (b.attentionDueAt ?? 0) || (a.number < b.number ? -1 : 1));
      return { total: late.length, oldest: late.slice(0, OVERDUE_NAMED).map(one => one.number) };
    },
    async customerThen(number) {
      const customer = records.tickets.get(number)?.customerId;
      return records.ticketCustomers.get(`${number} ${customer}`) ?? null;
    },
    async facts(number) {
      return [...(records.ticketFacts.get(number) ?? [])];
    },
    async calls(number) {
      return [...records.ticketOf].filter(([, ticket]) => ticket === number).map(([call]) => call);
    },
    async diagnoses(number) {
      return records.diagnoses.filter(({ card }) => card.ticket === number).length;
    },
    async diagnosis(number, id) {
      return records.diagnoses.find(({ card }) => card.ticket === number && card.id === id) ?? null;
    },
    async save(ticket, expected, facts, jobs, done, also = [], diagnosis) {
      const joined = facts.flatMap(({ fact }) =>
        (fact.kind === 'opened' || fact.kind === 'call-joined') && fact.call !== null ? [fact.call] : [],
      );
      const settled = done === undefined ? undefined : records.jobs.get(done);
      if (done !== undefined && (settled === undefined || settled.done)) return false;
      if ((records.tickets.get(ticket.number)?.version ?? null) !== expected) return false;
      if (joined.some(call => records.ticketOf.has(call))) return false;
      if (done !== undefined) settleJobs(records, [done, ...also]);
      keepCustomer(records, ticket);
      records.tickets.set(ticket.number, ticket);
      records.ticketFacts.set(ticket.number, [...(records.ticketFacts.get(ticket.number) ?? []), ...facts]);
      for (const call of joined) records.ticketOf.set(call, ticket.number);
      if (diagnosis !== undefined) records.diagnoses.push(diagnosis);
      planJobs(records, jobs);
      records.changes.emit('tickets', ticket.number);
      return true;
    },
  };
}

export function memoryTicketContext(records: MemoryRecords): TicketContext {
  return {
    async policy() {
      return records.policy;
    },
    async call(id) {
      return records.calls.get(id) ?? null;
    },
    async talk(ticket, since) {
      const owners = [...records.customers.values()].filter(({ lines }) =>
        lines.some(line => line.number === ticket.callerNumber),
      ).length;
      const found = [...records.calls.values()]
        .filter(
          call => records.ticketOf.get(call.id) === ticket.number || isWithCustomer(ticket, call, owners),
        )
        .flatMap(call => talkSince(call, since) ?? []);
      return found.sort((a, b) => b.at - a.at)[0] ?? null;
    },
    async callWithTicket(id) {
      const call = records.calls.get(id) ?? null;
      const mine = records.ticketOf.get(id);
      const number = mine ?? call?.ticket ?? '';
      const ticket = records.tickets.get(number);
      const facts = (records.ticketFacts.get(number) ?? []).filter(one => one.call === id);
      return {
        call,
        ticket: ticket === undefined ? null : withName(records, ticket),
        joined: mine !== undefined,
        noted: facts
          .map(one => one.fact)
          .filter(fact => fact.kind === 'taken' || fact.kind === 'contact-tried'),
        customerName: records.customers.get(call?.customer ?? '')?.name ?? null,
        policy: records.policy,
      };
    },
    async callFacts(calls) {
      return [...records.entries.values()]
        .sort((a, b) => a.at - b.at || a.seq - b.seq)
        .flatMap(entry => (isCallFact(entry) && calls.includes(entry.call) ? [entry] : []))
        .map(({ call, fact }) => ({ call, fact }));
    },
    async dispositions() {
      return records.centre.dispositions;
    },
    async people() {
      return peopleOf(records);
    },
    async customerNames(ids) {
      return new Map(
        ids.flatMap(id => (records.customers.get(id) ? [[id, records.customers.get(id)?.name ?? '']] : [])),
      );
    },
    async areas() {
      return records.centre.areas;
    },
    async queues() {
      return records.centre.queues;
    },
  };
}

export function memoryChangeFeed(records: MemoryRecords): ChangeFeed {
  return {
    async watch(listener) {
      return records.changes.watch(['tickets', 'recordings', 'calls'], (subject, id) => {
        const ticket = subject === 'tickets' ? records.tickets.get(id) : undefined;
        if (ticket !== undefined)
          listener({ ticket: cardOf(withName(records, ticket)), subject: subjectOf(records, ticket) });
        const recording = subject === 'recordings' ? recordingCard(records, id) : null;
        if (recording !== null) listener({ recording, subject: subjectOfNumber(records, recording.ticket) });
        const call = subject === 'calls' ? records.calls.get(id) : undefined;
        if (call !== undefined) listener({ call: recordOf(call) });
      });
    },
  };
}

/** What is known of a customer whose ticket it becomes, the first time. */
function keepCustomer(records: MemoryRecords, { number, customerId, updatedAt }: Ticket): void {
  const known = records.customers.get(customerId ?? '');
  const place = `${number} ${customerId}`;
  if (known === undefined || records.tickets.get(number)?.customerId === customerId) return;
  if (!records.ticketCustomers.has(place)) records.ticketCustomers.set(place, { at: updatedAt, known });
}

function withName(records: MemoryRecords, ticket: Ticket): Ticket {
  const person = ticket.assignee === null ? undefined : records.people.get(ticket.assignee)?.person;
  return { ...ticket, assigneeName: person?.displayName ?? null };
}

function fits(records: MemoryRecords, ticket: Ticket, filter: TicketFilter): boolean {
  const narrowed =
    (filter.state === undefined || isListedAs(ticket, filter.state)) &&
    (filter.level === undefined || ticket.level === filter.level) &&
    (filter.area === undefined || ticket.area === filter.area) &&
    (filter.assignee === undefined || ticket.assignee === filter.assignee);
  return (
    (narrowed || fitsPattern(ticket.number, namedTickets(filter.sought))) && isSought(records, ticket, filter)
  );
}

function isSought(records: MemoryRecords, ticket: Ticket, { sought }: TicketFilter): boolean {
  if (sought === undefined || sought.reach === 'all') return true;
  if (sought.reach === 'too-short') return false;
  const customer = ticket.customerId === null ? undefined : records.customers.get(ticket.customerId);
  const text = ticketSearchText(ticket) + (customer === undefined ? '' : customerSearchText(customer));
  return sought.terms.every(term => hasTerm(text, term) || fitsPattern(ticket.number, numbersOf(term)));
}
