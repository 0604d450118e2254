import type { TicketFact } from '../../tickets/events.ts';
import type { DatedFact, PlannedJob, Ticket, TicketFilter, TicketStore } from '../../tickets/ports.ts';
import { type Database, isDuplicate, type Sql } from './database.ts';
import { addJobs, settleJob } from './outbox.ts';
import { clean, escapeLike, toJson } from './text.ts';
import { SELECT_TICKET, TICKET_COLUMNS, ticketValues, toCard, toTicket } from './ticket-rows.ts';

export function postgresTickets(db: Database): TicketStore {
  return {
    async get(number) {
      const [row] = await db.query(`${SELECT_TICKET} where t.number = $1`, [clean(number)]);
      return row ? toTicket(row) : null;
    },
    async byCall(call) {
      const [row] = await db.query(
        `${SELECT_TICKET} where t.number = (select ticket from ticket_calls where call = $1)`,
        [call],
      );
      return row ? toTicket(row) : null;
    },
    list: filter => list(db, filter),
    async facts(number) {
      const rows = await db.query('select at, call, data from ticket_events where ticket = $1 order by id', [
        number,
      ]);
      return rows.map(row => ({
        at: row.at as number,
        call: row.call as string | null,
        fact: row.data as TicketFact,
      }));
    },
    async calls(number) {
      const rows = await db.query('select call from ticket_calls where ticket = $1 order by place', [number]);
      return rows.map(row => String(row.call));
    },
    async save(ticket, expected, facts, jobs, done) {
      try {
        return await db.transaction(async sql => {
          if (!(await write(sql, ticket, expected, facts, jobs, done))) throw new Overtaken();
          return true;
        });
      } catch (error) {
        // A unique key that was hit: the number or the call has its ticket already.
        if (error instanceof Overtaken || isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}

/** Rolls the transaction back; never leaves this file. */
class Overtaken extends Error {}

async function write(
  sql: Sql,
  ticket: Ticket,
  expected: number | null,
  facts: readonly DatedFact[],
  jobs: readonly PlannedJob[],
  done: string | undefined,
): Promise<boolean> {
  if (done !== undefined && !(await settleJob(sql, done))) return false;
  const written =
    expected === null
      ? await sql.query(INSERT, [toJson(ticketValues(ticket))])
      : await sql.query(UPDATE, [toJson(ticketValues(ticket)), ticket.number, expected]);
  if (written.length === 0) return false;
  const calls = facts.flatMap(({ fact }) =>
    (fact.kind === 'opened' || fact.kind === 'call-joined') && fact.call !== null ? [fact.call] : [],
  );
  if (calls.length > 0)
    await sql.query('insert into ticket_calls (call, ticket) select unnest($2::text[]), $1', [
      ticket.number,
      calls,
    ]);
  if (facts.length > 0)
    await sql.query(
      `insert into ticket_events (ticket, at, call, kind, data)
       select $1, (one ->> 'at')::bigint, one ->> 'call', one -> 'fact' ->> 'kind', one -> 'fact'
       from jsonb_array_elements($2::jsonb) one`,
      [ticket.number, toJson(facts)],
    );
  await addJobs(sql, jobs);
  return true;
}

const INSERT = `
  insert into tickets (${TICKET_COLUMNS.join(', ')})
  select ${TICKET_COLUMNS.join(', ')} from jsonb_populate_record(null::tickets, $1::jsonb)
  returning number`;

const CHANGING = TICKET_COLUMNS.filter(column => column !== 'number');
const UPDATE = `
  update tickets set (${CHANGING.join(', ')}, touched_at) =
    (select ${CHANGING.join(', ')}, clock_timestamp() from jsonb_populate_record(null::tickets, $1::jsonb))
  where number = $2 and version = $3
  returning number`;

async function list(db: Database, filter: TicketFilter): ReturnType<TicketStore['list']> {
  const where = `
    where ($1::text is null or t.state = $1 or ($1 = 'open' and t.state <> 'closed'))
      and ($2::int is null or t.level = $2)
      and ($3::text is null or t.area = $3)
      and ($4::text is null or t.assignee = $4)
      and ($5::text is null or t.number ilike $5 or t.summary ilike $5 or t.caller_number ilike $5
           or t.customer_name ilike $5)`;
  const values = [
    filter.state ?? null,
    filter.level ?? null,
    filter.area ?? null,
    filter.assignee ?? null,
    filter.text ? `%${escapeLike(clean(filter.text))}%` : null,
  ];
  const [items, [count]] = await Promise.all([
    db.query(`${SELECT_TICKET} ${where} order by t.opened_at desc, t.number desc limit $6 offset $7`, [
      ...values,
      filter.limit,
      filter.offset,
    ]),
    db.query(`select count(*) as total from tickets t ${where}`, values),
  ]);
  return { items: items.map(toCard), total: (count?.total as number | undefined) ?? 0 };
}
