import type { CallStory } from '../../calls/call-story.ts';
import type { Row, Sql } from './database.ts';
import { toJson } from './text.ts';

/** Columns of `calls` beside the fields they hold, in one place for reading and writing. */
const FIELDS = {
  id: 'id',
  direction: 'direction',
  ticket: 'ticket',
  opens_ticket: 'opensTicket',
  caller_number: 'callerNumber',
  caller_name: 'callerName',
  dialled: 'dialled',
  direct_to: 'directTo',
  scheduled: 'scheduled',
  customer: 'customer',
  customer_by: 'customerBy',
  customer_at: 'customerAt',
  queue: 'queue',
  topic: 'topic',
  priority: 'priority',
  agent: 'agent',
  arrived_at: 'arrivedAt',
  queued_at: 'queuedAt',
  answered_at: 'answeredAt',
  ended_at: 'endedAt',
  ended_by: 'endedBy',
  ended_why: 'endedWhy',
  ended_phase: 'endedPhase',
  waited_ms: 'waitedMs',
  talked_ms: 'talkedMs',
  held_ms: 'heldMs',
  outcome: 'outcome',
  disposition: 'disposition',
  note: 'note',
  disposed_by: 'disposedBy',
  disposed_at: 'disposedAt',
  parts: 'parts',
  joined: 'joined',
} as const satisfies Record<string, keyof CallStory>;

export const CALL_COLUMNS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/** One statement for any number of calls: the rows travel as one JSON array. */
const UPSERT = `
  insert into calls (${CALL_COLUMNS.join(', ')})
  select ${CALL_COLUMNS.join(', ')} from jsonb_populate_recordset(null::calls, $1::jsonb)
  on conflict (id) do update set ${CALL_COLUMNS.filter(column => column !== 'id')
    .map(column => `${column} = excluded.${column}`)
    .join(', ')}`;

export async function writeCalls(sql: Sql, stories: readonly CallStory[]): Promise<void> {
  if (stories.length === 0) return;
  await sql.query(UPSERT, [toJson(stories.map(callRow))]);
}

/** A call as a row of the table, for `jsonb_populate_recordset`. */
export function callRow(story: CallStory): Record<string, unknown> {
  return Object.fromEntries(CALL_COLUMNS.map(column => [column, whole(story[FIELDS[column]])] as const));
}

/** Milliseconds are stored whole; a fraction would be refused, and the facts after it would wait for ever. */
function whole(value: CallStory[keyof CallStory]): CallStory[keyof CallStory] {
  return typeof value === 'number' ? Math.round(value) : value;
}

/** Whose call `c` is, whose ticket is `t`: a person's word on the ticket goes before what the call made of its line. */
export const CALL_CUSTOMER =
  'case when t.customer_at is null then coalesce(t.customer, c.customer) else t.customer end';

/** The channel that tells of calls that have ended, by id. */
export const CALLS_ENDED = 'cauce_calls';

/** Condition on a call: `person`, an expression, had a part in it, or joined another one's. */
export const hadPart = (call: string, person: string): string =>
  `(${call}.agent = ${person} or ${call}.direct_to = ${person} or ${isIn(`${call}.parts`, person)} or ${isIn(`${call}.joined`, person)})`;

const isIn = (parts: string, person: string): string =>
  `${parts} <> '[]' and ${parts} @> jsonb_build_array(jsonb_build_object('agent', ${person}))`;

/** Condition on a call: `person` made it, as `madeBy` of call-story.ts has it. */
export const madeBy = (call: string, person: string): string =>
  `(${hadPart(call, person)} and ${call}.direction <> 'in'
    and ${person} = case when ${call}.direction = 'internal' or ${call}.parts = '[]' then ${call}.agent else ${call}.parts -> 0 ->> 'agent' end)`;

/** Condition on a call: `person` missed it, as `isMissedBy` of call-story.ts has it; `ends`: of the offers that count. */
export const isMissedBy = (call: string, person: string, ends: string): string =>
  `(${call}.outcome <> 'live'
    and (${call}.direct_to = ${person} or ${call}.id in (
      select call from call_events where kind = 'offer-ended' and data ->> 'agent' = ${person} and data ->> 'why' = any(${ends})))
    and not case when ${call}.direction = 'internal' then ${call}.answered_at is not null
      else coalesce(${call}.agent = ${person}, false) or (${isIn(`${call}.parts`, person)}) or (${isIn(`${call}.joined`, person)}) end)`;

/** Reads calls by id; with `lock` they stay as they are until the transaction ends. */
export async function readCalls(
  sql: Sql,
  ids: readonly string[],
  lock = false,
): Promise<Map<string, CallStory>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query(
    `select ${CALL_COLUMNS.join(', ')} from calls where id = any($1) order by id${lock ? ' for update' : ''}`,
    [ids],
  );
  return new Map(rows.map(row => [String(row.id), toStory(row)]));
}

export function toStory(row: Row): CallStory {
  return Object.fromEntries(
    CALL_COLUMNS.map(column => [FIELDS[column], row[column]] as const),
  ) as unknown as CallStory;
}
