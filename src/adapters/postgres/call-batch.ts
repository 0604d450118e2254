import type { CallEntry } from '../../calls/events.ts';
import type { Folded } from '../../tickets/fold-facts.ts';
import { CALL_COLUMNS, callRow } from './call-rows.ts';
import { jobRow, OUTBOX_GREW } from './outbox.ts';
import { recordingRow } from './recording-rows.ts';
import { statementOf } from './statement-parts.ts';

/** One row of `call_events` for each entry. */
export function entryRow({ node, seq, call, at, fact }: CallEntry): Record<string, unknown> {
  return { node, seq, call, at: Math.round(at), kind: fact.kind, data: fact };
}

/**
 * What writes facts that were folded, and its parameters, without reading anything. Whatever of it is in the database
 * already hits a unique key, and then nothing of it is written.
 */
export function batchOf(
  entries: readonly CallEntry[],
  { calls, recordings, jobs }: Folded,
): { readonly text: string; readonly values: readonly string[] } {
  return statementOf(
    [
      { name: 'events', rows: entries.map(entryRow), sql: INSERT_EVENTS },
      { name: 'new_calls', rows: calls.begun.map(callRow), sql: INSERT_CALLS },
      { name: 'known_calls', rows: calls.continued.map(callRow), sql: UPDATE_CALLS },
      { name: 'new_recordings', rows: recordings.begun.map(recordingRow), sql: INSERT_RECORDINGS },
      { name: 'known_recordings', rows: recordings.continued.map(recordingRow), sql: UPDATE_RECORDINGS },
      { name: 'jobs', rows: jobs.map(jobRow), sql: INSERT_JOBS },
    ],
    names => (names.includes('jobs') ? `select pg_notify('${OUTBOX_GREW}', '')` : 'select'),
  );
}

const INSERT_EVENTS = (rows: string) => `
  insert into call_events (node, seq, call, at, kind, data)
  select node, seq, call, at, kind, data from jsonb_populate_recordset(null::call_events, ${rows})`;
const INSERT_CALLS = (rows: string) => `
  insert into calls (${CALL_COLUMNS.join(', ')})
  select ${CALL_COLUMNS.join(', ')} from jsonb_populate_recordset(null::calls, ${rows})`;
const UPDATE_CALLS = (rows: string) => `
  update calls set ${CALL_COLUMNS.filter(column => column !== 'id')
    .map(column => `${column} = next.${column}`)
    .join(', ')}
  from jsonb_populate_recordset(null::calls, ${rows}) next where calls.id = next.id`;
const INSERT_RECORDINGS = (rows: string) => `
  insert into recordings (id, name, call, kind, agent, started_at, ended_at, paused_at, gaps, state)
  select id, name, call, kind, agent, started_at, ended_at, paused_at, gaps, 'pending'
  from jsonb_populate_recordset(null::recordings, ${rows})`;
const UPDATE_RECORDINGS = (rows: string) => `
  update recordings set ended_at = next.ended_at, paused_at = next.paused_at, gaps = next.gaps,
    touched_at = clock_timestamp()
  from jsonb_populate_recordset(null::recordings, ${rows}) next where recordings.id = next.id`;
const INSERT_JOBS = (rows: string) => `
  insert into outbox (key, name, job, run_at)
  select key, name, job, run_at from jsonb_populate_recordset(null::outbox, ${rows})
  on conflict (key) do nothing`;
