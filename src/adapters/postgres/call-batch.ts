import { type CallStory, foldCall, isCallFact } from '../../calls/call-story.ts';
import type { CallEntry, CallFact } from '../../calls/events.ts';
import {
  foldRecording,
  type RecordingStory,
  recordingId,
  recordingOf,
} from '../../recordings/recording-story.ts';
import { jobsOfFacts } from '../../tickets/call-jobs.ts';
import { CALL_COLUMNS, callRow } from './call-rows.ts';
import { jobRow, OUTBOX_GREW } from './outbox.ts';
import { recordingRow } from './recording-rows.ts';
import { statementOf } from './statement-parts.ts';

/** The stories that only this process writes to the database: calls and recordings by id. */
export interface KnownStories {
  readonly calls: ReadonlyMap<string, CallStory>;
  readonly recordings: ReadonlyMap<string, RecordingStory>;
}

/** A batch of facts folded over the stories, ready to be written without reading anything. */
export interface CallBatch {
  readonly calls: readonly CallStory[];
  readonly recordings: readonly RecordingStory[];
  /**
   * What writes all of it, and its parameters. Whatever of it is in the database already hits a unique key, and then
   * nothing of it is written.
   */
  readonly text: string;
  readonly values: readonly string[];
}

/** One row of `call_events` for each entry. */
export function entryRow({ node, seq, call, at, fact }: CallEntry): Record<string, unknown> {
  return { node, seq, call, at: Math.round(at), kind: fact.kind, data: fact };
}

/** Folds the facts over what is known; null when something must be read first. */
export function foldEntries(entries: readonly CallEntry[], known: KnownStories): CallBatch | null {
  const calls = new StoryFold(known.calls);
  const recordings = new StoryFold(known.recordings);
  for (const { call, fact } of entries.filter(isCallFact)) {
    if (!calls.knows(call) && !beginsCall(fact)) return null;
    calls.fold(call, before => foldCall(before, call, fact));
    const name = recordingOf(fact);
    if (name === null) continue;
    const id = recordingId(name);
    if (!recordings.knows(id) && fact.kind !== 'recording-started' && fact.kind !== 'message-found')
      return null;
    recordings.fold(id, before => foldRecording(before, call, fact));
  }
  return {
    calls: calls.all(),
    recordings: recordings.all(),
    ...statementOf(
      [
        { name: 'events', rows: entries.map(entryRow), sql: INSERT_EVENTS },
        { name: 'new_calls', rows: calls.begun().map(callRow), sql: INSERT_CALLS },
        { name: 'known_calls', rows: calls.continued().map(callRow), sql: UPDATE_CALLS },
        { name: 'new_recordings', rows: recordings.begun().map(recordingRow), sql: INSERT_RECORDINGS },
        { name: 'known_recordings', rows: recordings.continued().map(recordingRow), sql: UPDATE_RECORDINGS },
        { name: 'jobs', rows: jobsOfFacts(entries, call => calls.get(call)).map(jobRow), sql: INSERT_JOBS },
      ],
      names => (names.includes('jobs') ? `select pg_notify('${OUTBOX_GREW}', '')` : 'select'),
    ),
  };
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

const beginsCall = (fact: CallFact): boolean => fact.kind === 'call-arrived' || fact.kind === 'message-found';

class StoryFold<Story> {
  private readonly known: ReadonlyMap<string, Story>;
  private readonly touched = new Map<string, Story>();

  constructor(known: ReadonlyMap<string, Story>) {
    this.known = known;
  }

  knows(id: string): boolean {
    return this.touched.has(id) || this.known.has(id);
  }

  get(id: string): Story | null {
    return this.touched.get(id) ?? this.known.get(id) ?? null;
  }

  fold(id: string, change: (before: Story | null) => Story | null): void {
    const before = this.get(id);
    const after = change(before);
    if (after !== null && after !== before) this.touched.set(id, after);
  }

  all(): Story[] {
    return [...this.touched.values()];
  }

  begun(): Story[] {
    return [...this.touched].flatMap(([id, story]) => (this.known.has(id) ? [] : [story]));
  }

  continued(): Story[] {
    return [...this.touched].flatMap(([id, story]) => (this.known.has(id) ? [story] : []));
  }
}
