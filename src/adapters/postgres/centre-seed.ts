import type { CentreSeed } from '../../calls/ports/settings.ts';
import { AWAIT_AGENT_MS, REFUSED_AGAIN_MS } from '../../queues/events.ts';
import type { Database } from './database.ts';
import { toJson } from './text.ts';

export function postgresCentreSeed(db: Database): CentreSeed {
  return {
    seed: data =>
      db.transaction(async sql => {
        const insert = (table: string, columns: string, rows: readonly object[]) =>
          sql.query(
            `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)
             on conflict do nothing`,
            [toJson(rows)],
          );
        // An area that nobody has given a title yet, as those of the first routes, gets it.
        await sql.query(
          `insert into areas (name, title) select name, title from jsonb_populate_recordset(null::areas, $1::jsonb)
           on conflict (name) do update set title = excluded.title where areas.title = areas.name`,
          [toJson(data.areas)],
        );
        await insert('calendars', 'name, spec', data.calendars);
        await insert('numbers', 'number, flow', data.numbers);
        await insert(
          'queues',
          'name, title, area, calendar, ring_ms, refused_again_ms, await_agent_ms, wrap_up, wrap_up_alarm_ms, answer_within_ms, announce_every_ms, recording, recording_pause_ms, auto_answer, mask_numbers, reveal_numbers, thresholds',
          data.queues.map(queue => ({
            name: queue.name,
            title: queue.title,
            area: queue.area,
            calendar: queue.calendar,
            ring_ms: queue.ringMs,
            refused_again_ms: queue.refusedAgainMs ?? REFUSED_AGAIN_MS,
            await_agent_ms: queue.awaitAgentMs ?? AWAIT_AGENT_MS,
            wrap_up: queue.wrapUp,
            wrap_up_alarm_ms: queue.wrapUpAlarmMs,
            answer_within_ms: queue.answerWithinMs,
            announce_every_ms: queue.announceEveryMs,
            recording: queue.recording,
            recording_pause_ms: queue.recordingPauseMs,
            mask_numbers: queue.maskNumbers ?? false,
            reveal_numbers: queue.revealNumbers ?? false,
            auto_answer: queue.autoAnswer ?? 'allows',
            thresholds: queue.thresholds ?? {},
          })),
        );
        await insert(
          'dispositions',
          'code, queue, title_es, title_en, effect, fits, place',
          data.dispositions.map(({ code, queue, title, effect, fits }, place) => ({
            ...{ code, queue, effect, fits, place },
            ...{ title_es: title.es, title_en: title.en },
          })),
        );
        await insert(
          'breaks',
          'code, title_es, title_en, place',
          data.breaks.map(({ code, title }, place) => ({
            ...{ code, place },
            ...{ title_es: title.es, title_en: title.en },
          })),
        );
      }),
    async note(name, value) {
      await db.query(
        `insert into policies (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value`,
        [name, toJson(value)],
      );
    },
    async noted(name) {
      const [row] = await db.query('select value from policies where name = $1', [name]);
      return row?.value ?? null;
    },
  };
}
