import type { CallStory } from '../../calls/call-story.ts';
import { endedAmongSeveral } from '../../calls/ended-calls.ts';
import type { CallEntry } from '../../calls/events.ts';
import type { CallStore } from '../../calls/ports/store.ts';
import type { RecordingStory } from '../../recordings/recording-story.ts';
import { allOf, foldFacts, subjectsOf } from '../../tickets/fold-facts.ts';
import { batchOf, entryRow } from './call-batch.ts';
import { CALLS_ENDED, readCalls, writeCalls } from './call-rows.ts';
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
      const folded = foldFacts(entries, cache);
      try {
        if (folded.complete) {
          const calls = [...allOf(folded.calls)];
          await writeAtOnce(db, batchOf(entries, folded), endedAmongSeveral(entries, calls));
          cache.store(calls, allOf(folded.recordings));
          return;
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

/** The end of a call of one agent is told to nobody: nothing is done for it here. */
const TELL_ENDED = `select pg_notify('${CALLS_ENDED}', id) from unnest($1::text[]) id`;

/** The news of an end goes out with the facts, or neither does. */
async function writeAtOnce(
  db: Database,
  { text, values }: ReturnType<typeof batchOf>,
  ended: readonly string[],
): Promise<void> {
  if (ended.length === 0) {
    await db.query(text, values);
    return;
  }
  await db.transaction(async sql => {
    await sql.query(text, values);
    await sql.query(TELL_ENDED, [ended]);
  });
}

/** One statement a kind, however many entries: a batch costs the same round trips as a single fact. */
async function save(
  sql: Sql,
  entries: readonly CallEntry[],
): Promise<{ calls: Iterable<CallStory>; recordings: Iterable<RecordingStory> }> {
  const fresh = await insertEvents(sql, entries);
  if (fresh.length === 0) return { calls: [], recordings: [] };
  const about = subjectsOf(fresh);
  const calls = await readCalls(sql, about.calls, true);
  const recordings =
    about.recordings.length === 0
      ? new Map<string, RecordingStory>()
      : await readRecordingStories(sql, about.recordings);
  const folded = foldFacts(fresh, { calls, recordings });
  await writeCalls(sql, allOf(folded.calls));
  await writeRecordingStories(sql, allOf(folded.recordings));
  await addJobs(sql, folded.jobs);
  for (const story of allOf(folded.calls)) calls.set(story.id, story);
  for (const story of allOf(folded.recordings)) recordings.set(story.id, story);
  const ended = endedAmongSeveral(fresh, allOf(folded.calls));
  if (ended.length > 0) await sql.query(TELL_ENDED, [ended]);
  return { calls: calls.values(), recordings: recordings.values() };
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
