import { auditedListen, type Listen } from '../../recordings/audited-listening.ts';
import type { ListenCard } from '../../recordings/events.ts';
import type { ListenFilter, ListenLog } from '../../recordings/ports.ts';
import { appendAudit } from './audit-rows.ts';
import type { Database, Row } from './database.ts';
import { stateOf } from './recordings.ts';
import { clean } from './text.ts';

export function postgresListenLog(db: Database): ListenLog {
  return {
    async downloaded(recording, { person, address }, reason, at) {
      await db.transaction(async sql => {
        const listen: Listen = { recording, person, at, outcome: 'downloaded', reason: clean(reason) };
        const [row] = await sql.query(
          `insert into recording_listens (recording, person, at, outcome, reason) values ($1, $2, $3, $4, $5)
           returning id`,
          [recording, person, at, listen.outcome, listen.reason],
        );
        await appendAudit(sql, [auditedListen(listen, row?.id as number, address)]);
      });
    },
    async reached(recording, person, untilMs) {
      await db.query(
        `insert into recording_reaches (listen, until_ms)
         select id, $3::bigint from recording_listens
         where recording = $1 and person = $2 and outcome = 'heard' order by at desc, id desc limit 1
         on conflict (listen) do update set until_ms = greatest(recording_reaches.until_ms, excluded.until_ms)`,
        [clean(recording), person, Math.round(untilMs)],
      );
    },
    async list(filter) {
      return (await db.query(...statementOf(filter))).map(toCard);
    },
  };
}

/** The page of lines is found first; what is told of each is read for those alone. */
function statementOf({ recording, person, before, limit }: ListenFilter): [string, unknown[]] {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const narrowed = [
    ...(recording === undefined ? [] : [`recording = ${put(clean(recording))}`]),
    ...(person === undefined ? [] : [`person = ${put(clean(person))}`]),
    ...(before === undefined ? [] : [`(at, id) < (${put(before.at)}::bigint, ${put(before.id)}::bigint)`]),
  ];
  const text = `
    with page as (
      select * from recording_listens ${narrowed.length > 0 ? `where ${narrowed.join(' and ')}` : ''}
      order by at desc, id desc limit ${put(limit)}
    )
    select page.*, who.display_name as person_name, reach.until_ms, c.ticket, said.display_name as speaker_name,
      r.started_at, r.ended_at, r.duration_ms, r.state, r.failed_why
    from page
      left join people who on who.id = page.person
      left join recording_reaches reach on reach.listen = page.id
      left join recordings r on r.id = page.recording
      left join calls c on c.id = r.call
      left join people said on said.id = coalesce(r.agent, c.agent)
    order by page.at desc, page.id desc`;
  return [text, values];
}

function toCard(row: Row): ListenCard {
  return {
    id: row.id as number,
    at: row.at as number,
    person: row.person as string,
    personName: row.person_name as string | null,
    outcome: row.outcome as ListenCard['outcome'],
    untilMs: row.until_ms as number | null,
    reason: row.reason as string,
    recording: row.recording as string,
    ticket: (row.ticket as string | null) ?? '',
    agentName: row.speaker_name as string | null,
    startedAt: row.started_at as number | null,
    durationMs: (row.duration_ms as number | null) ?? 0,
    state: row.state === null ? null : stateOf(row),
  };
}
