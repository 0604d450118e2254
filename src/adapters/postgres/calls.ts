import { type CallStory, callsOf, foldCall, isCallFact } from '../../calls/call-story.ts';
import type { CallEntry } from '../../calls/events.ts';
import type { CallStore } from '../../calls/ports.ts';
import {
  foldRecording,
  type RecordingStory,
  recordingId,
  recordingOf,
} from '../../recordings/recording-story.ts';
import { jobsOfFacts } from '../../tickets/call-jobs.ts';
import { entryRow, foldEntries } from './call-batch.ts';
import { readCalls, writeCalls } from './call-rows.ts';
import { type Database, isDuplicate, type Sql } from './database.ts';
import { addJobs } from './outbox.ts';
import { readRecordingStories, writeRecordingStories } from './recording-rows.ts';
import { StoryCache } from './story-cache.ts';
import { toJson } from './text.ts';

/**
 * Facts of calls that this store has seen from their beginning are written by one statement without reading. All
 * others (after a restart, or a batch that was sent twice) are folded over what the database has.
 */
export function postgresCalls(db: Database): CallStore {
  const cache = new StoryCache();
  return {
    async save(entries) {
      if (entries.length === 0) return;
      const batch = foldEntries(entries, cache);
      try {
        if (batch !== null) {
          await db.query(batch.text, batch.values);
          return cache.store(batch.calls, batch.recordings);
        }
      } catch (error) {
        // What was written of a statement that broke off is not known.
        cache.clear();
        if (!isDuplicate(error)) throw error;
      }
      const read = await db.transaction(sql => save(sql, entries));
      cache.store(read.calls, read.recordings);
    },
    async leaseNumbers(year, size) {
      const [row] = await db.query<{ next: number }>(
        `insert into number_leases (year, next) values ($1, $2 + 1)
         on conflict (year) do update set next = number_leases.next + $2
         returning next`,
        [year, size],
      );
      const next = row?.next ?? size + 1;
      return { first: next - size, last: next - 1 };
    },
    stories: calls => readCalls(db, calls),
    async savedUpTo(node) {
      const [row] = await db.query<{ seq: number }>(
        'select coalesce(max(seq), 0) as seq from call_events where node = $1',
        [node],
      );
      return row?.seq ?? 0;
    },
  };
}

/** One statement a kind, however many entries: a batch costs the same round trips as a single fact. */
async function save(
  sql: Sql,
  entries: readonly CallEntry[],
): Promise<{ calls: Iterable<CallStory>; recordings: Iterable<RecordingStory> }> {
  const fresh = await insertEvents(sql, entries);
  if (fresh.length === 0) return { calls: [], recordings: [] };
  const calls = await foldIntoCalls(sql, fresh);
  const recordings = await foldIntoRecordings(sql, fresh);
  await addJobs(
    sql,
    jobsOfFacts(fresh, call => calls.get(call)),
  );
  return { calls: calls.values(), recordings };
}

/** Inserts what is new and gives it back in the order of the journal. */
async function insertEvents(sql: Sql, entries: readonly CallEntry[]): Promise<CallEntry[]> {
  const inserted = await sql.query<{ node: string; seq: number }>(
    `insert into call_events (node, seq, call, at, kind, data)
     select node, seq, call, at, kind, data from jsonb_populate_recordset(null::call_events, $1::jsonb)
     on conflict (node, seq) do nothing
     returning node, seq`,
    [toJson(entries.map(entryRow))],
  );
  const places = new Set(inserted.map(row => `${row.node}/${row.seq}`));
  // Delete on the first match, so that a place given twice in one batch counts once.
  return entries.filter(entry => places.delete(`${entry.node}/${entry.seq}`));
}

async function foldIntoCalls(sql: Sql, entries: readonly CallEntry[]): Promise<Map<string, CallStory>> {
  const stories = await readCalls(sql, callsOf(entries), true);
  const touched = new Set<string>();
  for (const { call, fact } of entries.filter(isCallFact)) {
    const before = stories.get(call) ?? null;
    const after = foldCall(before, call, fact);
    if (after === null || after === before) continue;
    stories.set(call, after);
    touched.add(call);
  }
  await writeCalls(
    sql,
    [...touched].flatMap(call => stories.get(call) ?? []),
  );
  return stories;
}

async function foldIntoRecordings(
  sql: Sql,
  entries: readonly CallEntry[],
): Promise<Iterable<RecordingStory>> {
  const about = entries.filter(isCallFact).flatMap(({ call, fact }) => {
    const name = recordingOf(fact);
    return name === null ? [] : [{ id: recordingId(name), call, fact }];
  });
  if (about.length === 0) return [];
  const stories = await readRecordingStories(sql, [...new Set(about.map(one => one.id))]);
  const touched = new Set<string>();
  for (const { id, call, fact } of about) {
    const before = stories.get(id) ?? null;
    const after = foldRecording(before, call, fact);
    if (after === null || after === before) continue;
    stories.set(id, after);
    touched.add(id);
  }
  await writeRecordingStories(
    sql,
    [...touched].flatMap(id => stories.get(id) ?? []),
  );
  return stories.values();
}
