import { agentsOf, isCallFact, isMissedBy, madeBy as makerOf, recordOf } from '../../calls/call-story.ts';
import { endedAmongSeveral } from '../../calls/ended-calls.ts';
import { type CallHistory, countsOf } from '../../calls/history.ts';
import type { CallLookups, TicketGlance } from '../../calls/ports/lookups.ts';
import type { CallStore } from '../../calls/ports/store.ts';
import { OWNERS_MAX } from '../../customers/ports.ts';
import { allOf, foldFacts, subjectsOf } from '../../tickets/fold-facts.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import { planJobs } from './jobs.ts';
import type { MemoryRecords } from './records.ts';
import { customerOf } from './subjects.ts';

export function memoryCalls(records: MemoryRecords): CallStore {
  return {
    async save(entries) {
      const fresh = entries.filter(entry => {
        const place = `${entry.node}/${entry.seq}`;
        if (records.entries.has(place)) return false;
        records.entries.set(place, entry);
        return true;
      });
      const about = subjectsOf(fresh);
      const recordings = new Map(
        about.recordings.flatMap(id => {
          const story = records.recordings.get(id)?.story;
          return story ? [[id, story] as const] : [];
        }),
      );
      const folded = foldFacts(fresh, { calls: records.calls, recordings });
      for (const story of allOf(folded.calls)) records.calls.set(story.id, story);
      for (const story of allOf(folded.recordings)) {
        const known = records.recordings.get(story.id) ?? { state: 'pending', file: null, why: null };
        records.recordings.set(story.id, { ...known, story });
      }
      for (const id of about.recordings) records.changes.emit('recordings', id);
      for (const id of endedAmongSeveral(fresh, allOf(folded.calls))) records.changes.emit('calls', id);
      planJobs(records, folded.jobs);
    },
    async leaseNumbers(year, size) {
      const first = records.leases.get(year) ?? 1;
      records.leases.set(year, first + size);
      return { first, last: first + size - 1 };
    },
    async stories(calls) {
      return new Map(
        calls.flatMap(id => {
          const story = records.calls.get(id);
          return story ? [[id, story] as const] : [];
        }),
      );
    },
    async savedUpTo(node) {
      const places = [...records.entries.values()]
        .filter(entry => entry.node === node)
        .map(entry => entry.seq);
      return Math.max(0, ...places);
    },
  };
}

export function memoryHistory(records: MemoryRecords): CallHistory {
  const offersOf = (id: string) =>
    [...records.entries.values()].flatMap(({ call, fact }) =>
      call === id && fact.kind === 'offer-ended' ? [fact] : [],
    );
  return {
    async list({ live, agent, ticket, madeBy, missedBy, limit, offset }) {
      const fitting = [...records.calls.values()]
        .filter(call => live === undefined || (call.outcome === 'live') === live)
        .filter(call => agent === undefined || agentsOf(call).includes(agent))
        .filter(call => ticket === undefined || call.ticket === ticket)
        .filter(call => madeBy === undefined || makerOf(call) === madeBy)
        .filter(call => missedBy === undefined || isMissedBy(missedBy, call, offersOf(call.id)))
        .sort((a, b) => b.arrivedAt - a.arrivedAt || (a.id < b.id ? -1 : 1));
      return { items: fitting.slice(offset, offset + limit).map(recordOf), total: fitting.length };
    },
    async outcomes(since, agent) {
      const rows = [...records.calls.values()]
        .filter(
          call =>
            call.arrivedAt >= since &&
            call.direction !== 'internal' &&
            (agent === undefined || call.agent === agent),
        )
        .map(({ outcome }) => outcome);
      return countsOf(rows.map(outcome => ({ outcome, count: rows.filter(one => one === outcome).length })));
    },
    async get(id) {
      const call = records.calls.get(id);
      return call === undefined ? null : recordOf(call);
    },
    async customerNames(calls) {
      return new Map(
        calls.flatMap(id => {
          const call = records.calls.get(id);
          const customer = records.customers.get((call && customerOf(records, call)) ?? '');
          return customer === undefined ? [] : [[id, customer.name] as const];
        }),
      );
    },
    async facts(id) {
      return [...records.entries.values()]
        .filter(isCallFact)
        .filter(({ call }) => call === id)
        .sort((a, b) => a.at - b.at || a.seq - b.seq)
        .map(({ fact }) => fact);
    },
  };
}

export function memoryLookups(records: MemoryRecords): CallLookups {
  const ownersOf = (line: string) =>
    [...records.customers.values()].filter(one => one.lines.some(({ number }) => number === line));
  const glance = (ticket: Ticket): TicketGlance => {
    const customer = ticket.customerId === null ? undefined : records.customers.get(ticket.customerId);
    const own = (customer?.lines.map(line => line.number) ?? []).filter(
      number => ownersOf(number).length === 1,
    );
    const lines = [ticket.callerNumber, ...own];
    return {
      number: ticket.number,
      state: ticket.state,
      level: ticket.level,
      area: ticket.area,
      lines: [...new Set(lines.filter(line => line !== ''))],
      openedAt: ticket.openedAt,
      summary: ticket.summary,
    };
  };
  const open = (whose: (ticket: Ticket) => boolean, asked: string): TicketGlance[] =>
    asked === ''
      ? []
      : [...records.tickets.values()]
          .filter(ticket => ticket.state !== 'closed' && whose(ticket))
          .map(glance)
          .sort((a, b) => b.openedAt - a.openedAt || (a.number < b.number ? 1 : -1));
  const ofLine = (line: string): TicketGlance[] => {
    const owners = ownersOf(line);
    const owner = owners.length === 1 ? owners[0]?.id : undefined;
    return open(one => one.callerNumber === line || (owner !== undefined && one.customerId === owner), line);
  };
  return {
    async ticket(number) {
      const ticket = records.tickets.get(number);
      return ticket === undefined ? null : glance(ticket);
    },
    async callerOf(line) {
      const owners = [...ownersOf(line)].sort((a, b) => (a.name < b.name ? -1 : 1));
      return { owners: owners.slice(0, OWNERS_MAX), openTickets: ofLine(line) };
    },
    openTicketsOf: async line => ofLine(line),
    async openTicketsOfCustomer(customer, line) {
      return open(
        one =>
          one.customerId === customer ||
          (one.customerId === null && line !== '' && one.callerNumber === line),
        customer,
      );
    },
  };
}
