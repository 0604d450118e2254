import type { RecordingStory } from '../../recordings/recording-story.ts';
import type { Sql } from './database.ts';
import { toJson } from './text.ts';

/** Reads and locks recordings by id, as their facts told them so far. */
export async function readRecordingStories(
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, RecordingStory>> {
  const rows = await sql.query(
    `select id, name, call, kind, agent, started_at, ended_at, paused_at, gaps
     from recordings where id = any($1) order by id for update`,
    [ids],
  );
  return new Map(
    rows.map(row => [
      String(row.id),
      {
        id: row.id as string,
        name: row.name as string,
        call: row.call as string,
        kind: row.kind as RecordingStory['kind'],
        agent: row.agent as string | null,
        startedAt: row.started_at as number,
        endedAt: row.ended_at as number | null,
        pausedAt: row.paused_at as number | null,
        gaps: row.gaps as RecordingStory['gaps'],
      },
    ]),
  );
}

/** A new recording is pending; what the file turned out to be is never touched here. */
export async function writeRecordingStories(sql: Sql, stories: readonly RecordingStory[]): Promise<void> {
  if (stories.length === 0) return;
  await sql.query(
    `insert into recordings (id, name, call, kind, agent, started_at, ended_at, paused_at, gaps, state)
     select id, name, call, kind, agent, started_at, ended_at, paused_at, gaps, 'pending'
     from jsonb_populate_recordset(null::recordings, $1::jsonb)
     on conflict (id) do update set ended_at = excluded.ended_at, paused_at = excluded.paused_at,
       gaps = excluded.gaps, touched_at = clock_timestamp()`,
    [toJson(stories.map(recordingRow))],
  );
}

/** A recording as a row of the table, for `jsonb_populate_recordset`. */
export function recordingRow(story: RecordingStory): Record<string, unknown> {
  return {
    id: story.id,
    name: story.name,
    call: story.call,
    kind: story.kind,
    agent: story.agent,
    started_at: Math.round(story.startedAt),
    ended_at: story.endedAt === null ? null : Math.round(story.endedAt),
    paused_at: story.pausedAt === null ? null : Math.round(story.pausedAt),
    gaps: story.gaps,
  };
}
