import type { DatedFact, PlannedJob, Ticket } from '../../tickets/ports.ts';
import { type Database, isDuplicate } from './database.ts';
import { jobRow } from './outbox.ts';
import { toJson } from './text.ts';
import { ticketValues, WRITTEN_COLUMNS } from './ticket-rows.ts';

/** One `TicketStore.save`. */
export interface TicketWrite {
  readonly ticket: Ticket;
  readonly expected: number | null;
  readonly facts: readonly DatedFact[];
  readonly jobs: readonly PlannedJob[];
  readonly done: string | undefined;
  readonly also: readonly string[];
}

/**
 * Writes the changes of several tickets and answers for each whether it was first. Each holds or fails by itself; they
 * share a statement, which is one transaction.
 */
export async function writeTickets(db: Database, writes: readonly TicketWrite[]): Promise<boolean[]> {
  const answers = new Map<TicketWrite, boolean>();
  // A statement changes a row once: whoever wants the same ticket goes with a later one, and finds it changed.
  for (let rest = [...writes]; rest.length > 0; ) {
    const numbers = new Set<string>();
    const now = rest.filter(({ ticket }) => numbers.size < numbers.add(ticket.number).size);
    for (const [index, first] of (await writeBatch(db, now)).entries())
      answers.set(now[index] as TicketWrite, first);
    rest = rest.filter(one => !now.includes(one));
  }
  return writes.map(one => answers.get(one) ?? false);
}

async function writeBatch(db: Database, writes: readonly TicketWrite[]): Promise<boolean[]> {
  try {
    // In one order everywhere, so that two workers do not wait for each other crosswise.
    const sorted = [...writes].sort((a, b) => (a.ticket.number < b.ticket.number ? -1 : 1));
    const rows = await db.query<{ number: string }>(WRITE, [toJson(sorted.map(item))]);
    const written = new Set(rows.map(row => row.number));
    return writes.map(({ ticket }) => written.has(ticket.number));
  } catch (error) {
    // A call that is on another ticket already: nothing was written, so each is tried without the others.
    if (!isDuplicate(error)) throw error;
    if (writes.length === 1) return [false];
    const alone: boolean[] = [];
    for (const one of writes) alone.push(...(await writeBatch(db, [one])));
    return alone;
  }
}

function item({ ticket, expected, facts, jobs, done, also }: TicketWrite) {
  const calls = facts.flatMap(({ fact }) =>
    (fact.kind === 'opened' || fact.kind === 'call-joined') && fact.call !== null ? [fact.call] : [],
  );
  return {
    number: ticket.number,
    expected,
    ticket: ticketValues(ticket),
    calls,
    facts,
    jobs: jobs.map(jobRow),
    done: done ?? null,
    settles: done === undefined ? [] : [done, ...also],
  };
}

const CHANGING = WRITTEN_COLUMNS.filter(column => column !== 'number');

/**
 * $1 = JSON array of items. The version (or, for a new ticket, its unique keys) lets one of many through; whoever read
 * the version that a job's first run wrote sees also that the job is done, because both were one transaction. The keys
 * to settle are an array: as a join, a plan that was made while the outbox was small goes on reading all of it.
 */
const WRITE = `
  with item as materialized (
    select one ->> 'number' as number, (one ->> 'expected')::int as expected, one -> 'ticket' as ticket,
      one -> 'calls' as calls, one -> 'facts' as facts, one -> 'jobs' as jobs, one -> 'settles' as settles
    from jsonb_array_elements($1::jsonb) list (one)
    where one ->> 'done' is null
      or (select done_at is null from outbox where key = one ->> 'done')
  ), inserted as (
    insert into tickets (${WRITTEN_COLUMNS.join(', ')})
    select ${WRITTEN_COLUMNS.map(column => `new.${column}`).join(', ')}
    from item, jsonb_populate_record(null::tickets, item.ticket) new where item.expected is null
    on conflict do nothing
    returning number
  ), updated as (
    update tickets set ${CHANGING.map(column => `${column} = new.${column}`).join(', ')}, touched_at = clock_timestamp()
    from item, jsonb_populate_record(null::tickets, item.ticket) new
    where tickets.number = item.number and tickets.version = item.expected
    returning tickets.number
  ), written as materialized (
    select item.* from item
    where item.number in (select number from inserted union all select number from updated)
  ), joined as (
    insert into ticket_calls (call, ticket)
    select list.call, number from written, jsonb_array_elements_text(calls) list (call)
  ), told as (
    insert into ticket_events (ticket, at, call, kind, data)
    select number, (one ->> 'at')::bigint, one ->> 'call', one -> 'fact' ->> 'kind', one -> 'fact'
    from written, jsonb_array_elements(facts) with ordinality as list (one, place) order by number, place
  ), planned as (
    insert into outbox (key, name, job, run_at)
    select new.key, new.name, new.job, new.run_at
    from written, jsonb_populate_recordset(null::outbox, written.jobs) new
    on conflict (key) do nothing
  ), settled as (
    update outbox set done_at = now()
    where done_at is null
      and key = any(array(select list.key from written, jsonb_array_elements_text(settles) list (key)))
  )
  select number from written`;
