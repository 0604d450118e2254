import pg from 'pg';
import { postgresCalls } from '../../../src/adapters/postgres/calls.ts';
import { openDatabase } from '../../../src/adapters/postgres/database.ts';
import { postgresFigures } from '../../../src/adapters/postgres/figures.ts';
import type { CallEntry } from '../../../src/calls/events.ts';
import { newId } from '../../../src/kit/ids.ts';
import type { Log } from '../../../src/kit/log.ts';
import { generatedCall } from '../../figures/generated-calls.ts';
import { randomFrom } from '../../kit/random.ts';

/** Epoch ms; local midnight at the beginning of the year that is generated. */
export const YEAR_BEGINS = Date.parse('2030-01-01T04:00:00Z');
export const DAY_MS = 24 * 3_600_000;

/** So many calls are told fact by fact, through the same store as those of a centre … */
const TOLD = 3_000;
/** … and each is there so many times, over the year. */
const TIMES = 100;
const SPREAD_MS = Math.floor((365 * DAY_MS) / TIMES);
const AGENTS = 60;
/** Stands of an agent in a day, as many as a busy one has. */
const SPANS = 60;

/** Fills a prepared database with a year of a centre: 300,000 calls, with tickets, recordings, customers and agents' time. */
export async function fillYear({ application, admin }: { application: string; admin: string }, log: Log) {
  const work = openDatabase(application, log);
  const random = randomFrom(19);
  const told: CallEntry[] = [];
  for (let each = 0; each < TOLD; each += 1) {
    const at = YEAR_BEGINS + Math.floor(random() * SPREAD_MS);
    const call = newId(at);
    for (const fact of generatedCall(random, at))
      told.push({ node: 'bench', seq: told.length + 1, at: fact.at, call, fact });
  }
  const calls = postgresCalls(work);
  for (let from = 0; from < told.length; from += 2_000) await calls.save(told.slice(from, from + 2_000));
  const figures = postgresFigures(work, () => YEAR_BEGINS + 366 * DAY_MS);
  while (!(await figures.catchUp()));
  await work.close();
  // Longer than any statement of a centre may take.
  const bulk = new pg.Client({ connectionString: admin });
  await bulk.connect();
  try {
    // Nobody is told of each row.
    await bulk.query('set session_replication_role = replica');
    for (const table of ['calls', 'counted_calls', 'counted_turns', 'counted_shares'])
      await multiply(bulk, table);
    for (const statement of REST) await bulk.query(statement);
    await bulk.query('vacuum analyze');
  } finally {
    await bulk.end();
  }
}

/** Each row of a table again, with another call and so much later. */
async function multiply(bulk: pg.Client, table: string): Promise<void> {
  const { rows } = await bulk.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [table],
  );
  const made = rows.map(({ name }) => {
    if (['arrived_at', 'queued_at', 'answered_at', 'ended_at'].includes(name))
      return `${name} + nth * ${SPREAD_MS}::bigint`;
    return (table === 'calls' ? ['id', 'ticket'] : ['call']).includes(name) ? `${name} || '-' || nth` : name;
  });
  await bulk.query(`insert into ${table} (${rows.map(({ name }) => name).join(', ')})
    select ${made.join(', ')} from ${table}, generate_series(1, ${TIMES - 1}) nth`);
}

const REST = [
  // Those that are told are of few lines; each of the 20,000 customers has one.
  `update calls set caller_number = '+58414' || lpad((1000000 + abs(hashtext(id)) % 20000 * 400)::text, 7, '0')`,
  `insert into customers (id, name, summary, document_key, search)
   select 'customer-' || n, 'Cliente ' || n, '{}', 'V' || n, E'\\ncliente ' || n || E'\\n' from generate_series(1, 20000) n`,
  `insert into tickets (number, state, level, level_entry, area, home_area, topic, priority, summary, solution, caller_number,
     customer, customer_name, opened_by, opened_at, updated_at, abandoned, contact_tries, version, decided_version, highest_level, search)
   select distinct on (ticket) ticket, 'closed', 1, 1, '', '', 'averia', 1, 'Sin tono', '', caller_number,
     'customer-' || (1 + abs(hashtext(id)) % 20000), '', id, arrived_at, arrived_at, false, 0, 1, 1, 1,
     E'\\n' || lower(ticket) || E'\\ncliente ' || (1 + abs(hashtext(id)) % 20000) || E'\\nsin tono en la linea de la casa ' || abs(hashtext(id)) % 5000 || E'\\n'
   from calls`,
  `insert into recordings (id, name, call, kind, agent, started_at, ended_at, gaps, state, path, sha256, bytes, duration_ms, peaks)
   select 'r-' || id, id, id, 'call', agent, answered_at, ended_at, '[]', 'kept', id || '.wav', repeat('0', 64), 100000,
     ended_at - answered_at, (select jsonb_agg(n) from generate_series(1, 100) n)
   from calls where answered_at is not null`,
  `insert into counted_times (agent, state, since, ms)
   select 'agent-' || agent, (array['ready', 'ringing', 'talking', 'wrap-up', 'break'])[1 + span % 5],
     ${YEAR_BEGINS} + day * ${DAY_MS}::bigint + 28800000 + span * 480000, 480000
   from generate_series(1, ${AGENTS}) agent, generate_series(0, 364) day, generate_series(0, ${SPANS - 1}) span`,
];
