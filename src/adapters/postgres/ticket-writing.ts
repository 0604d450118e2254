import type { KeptDiagnosis } from '../../tickets/diagnosis.ts';
import type { PlannedJob } from '../../tickets/jobs.ts';
import type { DatedFact } from '../../tickets/ports/store.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import { type Database, isDuplicate } from './database.ts';
import { jobRow } from './outbox.ts';
import { statementOf } from './statement-parts.ts';
import { ticketValues, WRITTEN_COLUMNS } from './ticket-rows.ts';

/** One `TicketStore.save`. */
export interface TicketWrite {
  readonly ticket: Ticket;
  readonly expected: number | null;
  readonly facts: readonly DatedFact[];
  readonly jobs: readonly PlannedJob[];
  readonly done: string | undefined;
  readonly also: readonly string[];
  readonly diagnosis?: KeptDiagnosis | undefined;
}

/**
 * Writes the changes of several tickets and answers for each whether it was first. Each holds or fails by itself; they
 * share a statement, which is one transaction.
 */
export async function writeTickets(db: Database, writes: readonly TicketWrite[]): Promise<boolean[]> {
  const answers = new Map<TicketWrite, boolean>();
  // A statement changes a row once: anyone who wants the same ticket goes with a later one, and finds it changed.
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
    const { text, values } = statementFor(sorted);
    const rows = await db.query<{ number: string }>(text, values);
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

/** What a save writes beside its ticket, whose number goes with each row. */
function rowsBeside({
  ticket: { number: ticket, customerId },
  facts,
  jobs,
  done,
  also,
  diagnosis,
}: TicketWrite) {
  const calls = facts.flatMap(({ fact }) =>
    (fact.kind === 'opened' || fact.kind === 'call-joined') && fact.call !== null ? [fact.call] : [],
  );
  return {
    calls: calls.map(call => ({ ticket, call })),
    customers: customerId === null ? [] : [{ ticket, customer: customerId }],
    events: facts.map(({ at, call, fact }) => ({ ticket, at, call, kind: fact.kind, data: fact })),
    diagnoses: diagnosis === undefined ? [] : [rowOf(diagnosis)],
    jobs: jobs.map(job => ({ ticket, ...jobRow(job) })),
    settled: done === undefined ? [] : [done, ...also].map(key => ({ ticket, key })),
  };
}

const rowOf = ({ card: { id, ticket, by: person, at, since }, content }: KeptDiagnosis) => ({
  ...{ id, ticket, person, at, since, content },
});

const isNew = ({ expected }: TicketWrite): boolean => expected === null;

/**
 * The version (or, for a new ticket, its unique keys) lets one of many through; anyone who read the version that a job's
 * first run wrote sees also that the job is done, because both were one transaction. Lists of keys are arrays: as joins,
 * plans that were made while the tables were small go on reading all of them.
 */
function statementFor(writes: readonly TicketWrite[]) {
  const beside = writes.map(rowsBeside);
  const asked = writes.map(({ ticket: { number }, expected, done }) => ({ number, expected, done }));
  const [fresh, known] = [writes.filter(isNew), writes.filter(write => !isNew(write))];
  const changed = [...(fresh.length > 0 ? ['inserted'] : []), ...(known.length > 0 ? ['updated'] : [])];
  return statementOf(
    [
      { name: 'asked', rows: asked, sql: ASKED },
      { name: 'inserted', rows: fresh.map(({ ticket }) => ticketValues(ticket)), sql: INSERT_TICKETS },
      { name: 'updated', rows: known.map(({ ticket }) => ticketValues(ticket)), sql: UPDATE_TICKETS },
      {
        name: 'written',
        rows: null,
        sql: () => changed.map(name => `select number from ${name}`).join(' union all '),
      },
      { name: 'joined', rows: beside.flatMap(({ calls }) => calls), sql: INSERT_CALLS },
      { name: 'known', rows: beside.flatMap(({ customers }) => customers), sql: INSERT_CUSTOMERS },
      { name: 'told', rows: beside.flatMap(({ events }) => events), sql: INSERT_EVENTS },
      { name: 'attached', rows: beside.flatMap(({ diagnoses }) => diagnoses), sql: INSERT_DIAGNOSES },
      { name: 'planned', rows: beside.flatMap(({ jobs }) => jobs), sql: INSERT_JOBS },
      { name: 'settled', rows: beside.flatMap(({ settled }) => settled), sql: SETTLE_JOBS },
    ],
    () => 'select number from written',
  );
}

const CHANGING = WRITTEN_COLUMNS.filter(column => column !== 'number');
const IN_WRITTEN = 'new.ticket = any(array(select number from written))';

const ASKED = (rows: string) => `
  select number, expected from jsonb_to_recordset(${rows}) as asked (number text, expected int, done text)
  where done is null or (select done_at is null from outbox where key = done)`;
const INSERT_TICKETS = (rows: string) => `
  insert into tickets (${WRITTEN_COLUMNS.join(', ')})
  select ${WRITTEN_COLUMNS.map(column => `new.${column}`).join(', ')}
  from jsonb_populate_recordset(null::tickets, ${rows}) new
  where new.number = any(array(select number from asked))
  on conflict do nothing
  returning number`;
const UPDATE_TICKETS = (rows: string) => `
  update tickets set ${CHANGING.map(column => `${column} = new.${column}`).join(', ')}, touched_at = clock_timestamp()
  from jsonb_populate_recordset(null::tickets, ${rows}) new join asked on asked.number = new.number
  where tickets.number = new.number and tickets.version = asked.expected
  returning tickets.number`;
const INSERT_CALLS = (rows: string) => `
  insert into ticket_calls (call, ticket)
  select call, ticket from jsonb_populate_recordset(null::ticket_calls, ${rows}) new where ${IN_WRITTEN}`;
/** The ticket as it was before this statement is still seen: whose it was already is not kept again. */
const INSERT_CUSTOMERS = (rows: string) => `
  insert into ticket_customers (ticket, customer, at, known)
  select new.ticket, c.id, (extract(epoch from clock_timestamp()) * 1000)::bigint, c.summary
  from jsonb_to_recordset(${rows}) as new (ticket text, customer text) join customers c on c.id = new.customer
  where ${IN_WRITTEN}
    and not exists (select from tickets old where old.number = new.ticket and old.customer = new.customer)
  on conflict do nothing`;
const INSERT_EVENTS = (rows: string) => `
  insert into ticket_events (ticket, at, call, kind, data)
  select ticket, at, call, kind, data from jsonb_populate_recordset(null::ticket_events, ${rows}) new
  where ${IN_WRITTEN}`;
const INSERT_DIAGNOSES = (rows: string) => `
  insert into diagnoses (id, ticket, person, at, since, content)
  select id, ticket, person, at, since, content from jsonb_populate_recordset(null::diagnoses, ${rows}) new
  where ${IN_WRITTEN}`;
const INSERT_JOBS = (rows: string) => `
  insert into outbox (key, name, job, run_at)
  select key, name, job, run_at
  from jsonb_to_recordset(${rows}) as new (ticket text, key text, name text, job jsonb, run_at bigint)
  where ${IN_WRITTEN}
  on conflict (key) do nothing`;
const SETTLE_JOBS = (rows: string) => `
  update outbox set done_at = now()
  where done_at is null and key = any(array(
    select key from jsonb_to_recordset(${rows}) as new (ticket text, key text) where ${IN_WRITTEN}))`;
