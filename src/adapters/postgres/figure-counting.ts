import type { CallFact } from '../../calls/events.ts';
import {
  isStandingFact,
  STANDING_FACTS,
  type Standing,
  type StateSpan,
  stand,
  UNKNOWN,
} from '../../figures/agent-time.ts';
import { type CountedCall, countCall, SETTLING } from '../../figures/count-call.ts';
import type { SetAside } from '../../figures/ports.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Database, Row, Sql } from './database.ts';
import { toJson } from './text.ts';

/** Facts of one journal that are gone through in one transaction: some hundred calls. */
const BATCH = 4_000;
/** Whoever counts has this to itself until its transaction ends. */
const LOCK = 390_039;

/**
 * Counts what the journals have had written down since the last time; false while there is more. Exactly once: how far it came is
 * written in the same transaction. The facts of a call are read by its index, when it is over and when something is added to it.
 */
export async function countOn(db: Database): Promise<boolean> {
  return db.transaction(async sql => {
    await sql.query('select pg_advisory_xact_lock($1)', [LOCK]);
    let isDone = true;
    for (const { node, seq } of await journals(sql)) isDone &&= await countJournal(sql, node, seq);
    return isDone;
  });
}

/** Each journal, and how far it is counted; found by skipping through the key, never by reading all facts. */
async function journals(sql: Sql): Promise<{ node: string; seq: number }[]> {
  const rows = await sql.query(`
    with recursive nodes (node) as (
      (select node from call_events order by node limit 1)
      union all
      select (select e.node from call_events e where e.node > nodes.node order by e.node limit 1)
      from nodes where nodes.node is not null
    )
    select nodes.node, coalesce(c.seq, 0) as seq from nodes left join counting c on c.node = nodes.node
    where nodes.node is not null`);
  return rows.map(row => ({ node: row.node as string, seq: row.seq as number }));
}

async function countJournal(sql: Sql, node: string, after: number): Promise<boolean> {
  const facts = await sql.query(
    `select seq, call, kind, case when kind = any($3) then data end as data
     from call_events where node = $1 and seq > $2 order by seq limit ${BATCH}`,
    [node, after, STANDING_FACTS],
  );
  const last = facts.at(-1)?.seq as number | undefined;
  if (last === undefined) return true;
  const settled = facts.filter(({ call, kind }) => call !== null && isSettling(kind as string));
  await countEach(sql, [...new Set(settled.map(({ call }) => call as string))]);
  await countTime(sql, node, facts);
  await sql.query(
    'insert into counting (node, seq) values ($1, $2) on conflict (node) do update set seq = excluded.seq',
    [node, last],
  );
  return facts.length < BATCH;
}

const COUNTED = ['counted_calls', 'counted_turns', 'counted_shares'];

const isSettling = (kind: string): boolean => (SETTLING as readonly string[]).includes(kind);

/** Those that are set aside are tried again in pieces of this many. */
const AGAIN = 500;

/** Tries the calls that are set aside, the longest first, each once. */
export async function countAgain(db: Database): Promise<void> {
  let after = '';
  for (;;) {
    const last = await db.transaction(async sql => {
      await sql.query('select pg_advisory_xact_lock($1)', [LOCK]);
      const rows = await sql.query(
        `select subject from counting_set_aside where kind = 'call' and subject > $1 order by subject limit ${AGAIN}`,
        [after],
      );
      const ids = rows.map(({ subject }) => subject as string);
      await countEach(sql, ids);
      return ids.length < AGAIN ? null : (ids.at(-1) ?? null);
    });
    if (last === null) return;
    after = last;
  }
}

/** Counts these calls; one that cannot be is set aside with the reason, and is in no figure until it can. */
async function countEach(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const whole = await tried(sql, () => countCalls(sql, ids));
  const failed: { subject: string; why: string }[] = [];
  if (whole !== null)
    for (const id of ids) {
      const why = await tried(sql, () => countCalls(sql, [id]));
      if (why !== null) failed.push({ subject: id, why });
    }
  await sql.query(`delete from counting_set_aside where kind = 'call' and subject = any($1)`, [ids]);
  for (const { subject } of failed)
    for (const table of COUNTED) await sql.query(`delete from ${table} where call = $1`, [subject]);
  await setAside(sql, 'call', failed);
}

async function setAside(
  sql: Sql,
  kind: 'call' | 'agent',
  failed: readonly { readonly subject: string; readonly why: string }[],
): Promise<void> {
  if (failed.length === 0) return;
  await sql.query(
    `insert into counting_set_aside (kind, subject, why)
     select $1, subject, why from jsonb_to_recordset($2::jsonb) as each (subject text, why text)
     on conflict (kind, subject) do update set why = excluded.why`,
    [kind, toJson(failed)],
  );
}

/** Null: done; else why the facts themselves do not allow it, with nothing changed. Whatever else fails is thrown. */
async function tried(sql: Sql, work: () => Promise<void>): Promise<string | null> {
  await sql.query('savepoint counting');
  try {
    await work();
    await sql.query('release savepoint counting');
    return null;
  } catch (error) {
    if (!isOfTheFacts(error)) throw error;
    await sql.query('rollback to savepoint counting');
    return error.message.slice(0, 500);
  }
}

/** The rules fell over them, or they make a row that the tables do not take (SQLSTATE 22 and 23: data, constraints). */
function isOfTheFacts(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof CauceError) return false;
  return !('code' in error) || /^2[23]/.test(String(error.code));
}

/** What these calls count as now, in the place of what they counted as before. */
async function countCalls(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await sql.query(
    'select call, data from call_events where call = any($1) order by call, at, node, seq',
    [ids],
  );
  const facts = new Map<string, CallFact[]>();
  for (const row of rows) {
    const known = facts.get(row.call as string);
    if (known) known.push(row.data as CallFact);
    else facts.set(row.call as string, [row.data as CallFact]);
  }
  const counted = [...facts].flatMap(([id, told]) => countCall(id, told) ?? []);
  for (const table of COUNTED) await sql.query(`delete from ${table} where call = any($1)`, [ids]);
  await insert(sql, 'counted_calls', counted.map(callRow));
  await insert(sql, 'counted_turns', counted.flatMap(turnRows));
  await insert(sql, 'counted_shares', counted.flatMap(shareRows));
}

async function insert(sql: Sql, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    toJson(rows),
  ]);
}

const callRow = ({ call }: CountedCall): Row => ({
  call: call.call,
  arrived_at: Math.round(call.arrivedAt),
  direction: call.direction,
  outcome: call.outcome,
  queue: call.queue,
  choice_es: call.choice?.es ?? null,
  choice_en: call.choice?.en ?? null,
});

const turnRows = ({ turns }: CountedCall): Row[] =>
  turns.map(turn => ({
    call: turn.call,
    place: turn.place,
    arrived_at: Math.round(turn.arrivedAt),
    queue: turn.queue,
    ended: turn.end,
    waited_ms: Math.round(turn.waitedMs),
    took_ms: Math.round(turn.tookMs),
    agent: turn.agent,
  }));

const shareRows = ({ shares }: CountedCall): Row[] =>
  shares.map(share => ({
    call: share.call,
    place: share.place,
    arrived_at: Math.round(share.arrivedAt),
    agent: share.agent,
    queue: share.queue,
    kind: share.kind,
    offered: share.offered,
    gave_on: share.gaveOn,
    talked_ms: Math.round(share.talkedMs),
    held_ms: Math.round(share.heldMs),
    wrap_up_ms: Math.round(share.wrapUpMs),
    disposition: share.disposition,
    mos: share.mos,
  }));

/**
 * The time of agents. What cannot be read of one of their facts is as if it had not been told: the order of the others decides what
 * they did, so it is not tried again.
 */
async function countTime(sql: Sql, node: string, facts: readonly Row[]): Promise<void> {
  const whole = await tried(sql, () => countTimeOf(sql, facts));
  if (whole === null) return;
  const failed: { subject: string; why: string }[] = [];
  for (const fact of facts.filter(({ data }) => data !== null)) {
    const why = await tried(sql, () => countTimeOf(sql, [fact]));
    if (why !== null) failed.push({ subject: `${node}/${fact.seq}`, why });
  }
  await setAside(sql, 'agent', failed);
}

async function countTimeOf(sql: Sql, facts: readonly Row[]): Promise<void> {
  const told = facts.flatMap(({ data }) => {
    const fact = data as { readonly kind: string } | null;
    return fact !== null && isStandingFact(fact) ? [fact] : [];
  });
  if (told.length === 0) return;
  const standing = await standingOf(sql, [...new Set(told.map(({ agent }) => agent))]);
  const over: StateSpan[] = [];
  for (const fact of told) {
    const next = stand(standing.get(fact.agent) ?? UNKNOWN, fact);
    standing.set(fact.agent, next.after);
    for (const span of next.over) over.push(span);
  }
  const times = over.map(({ agent, state, since, until }) => {
    const from = Math.round(since);
    return { agent, state, since: from, ms: Math.round(until) - from };
  });
  await insert(sql, 'counted_times', times);
  const rows = [...standing].map(([agent, at]) => ({ agent, ...at, since: Math.round(at.since) }));
  await sql.query(
    `insert into counting_agents select * from jsonb_populate_recordset(null::counting_agents, $1::jsonb)
     on conflict (agent) do update set will = excluded.will, phone = excluded.phone, work = excluded.work, since = excluded.since`,
    [toJson(rows)],
  );
}

export async function readSetAside(sql: Sql, limit: number): Promise<SetAside> {
  const rows = await sql.query(
    `select subject, why, (count(*) over ())::int as total from counting_set_aside order by since, kind, subject limit $1`,
    [limit],
  );
  const named = rows.map(({ subject, why }) => ({ subject: subject as string, why: why as string }));
  return { total: (rows[0]?.total ?? 0) as number, named };
}

/** Where agents stand as far as it is counted: these, or all. */
export async function standingOf(sql: Sql, agents: readonly string[] | null): Promise<Map<string, Standing>> {
  const rows = await sql.query(
    'select agent, will, phone, work, since from counting_agents where $1::text[] is null or agent = any($1)',
    [agents],
  );
  return new Map(
    rows.map(row => [
      row.agent as string,
      {
        will: row.will as Standing['will'],
        phone: row.phone as string | null,
        work: row.work as string,
        since: row.since as number,
      },
    ]),
  );
}
