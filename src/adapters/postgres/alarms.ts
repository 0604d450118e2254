import type { Alarm } from '../../supervision/events.ts';
import type { AlarmBook } from '../../supervision/ports.ts';
import type { Database } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';

export function postgresAlarms(db: Database, listenConnection: ListenConnection): AlarmBook {
  return {
    async raise(alarm) {
      await db.query(
        `insert into alarms (key, since, severity, es, en) values ($1, $2, $3, $4, $5)
         on conflict (key) do update set severity = excluded.severity, es = excluded.es, en = excluded.en,
           since = case when alarms.cleared_at is null then alarms.since else excluded.since end,
           cleared_at = null`,
        [alarm.id, alarm.since, alarm.severity, alarm.words.es, alarm.words.en],
      );
    },
    async clear(id, at) {
      await db.query('update alarms set cleared_at = $2 where key = $1 and cleared_at is null', [id, at]);
    },
    async list() {
      const rows = await db.query('select * from alarms where cleared_at is null order by since, key');
      return rows.map(row => ({
        id: row.key as string,
        since: row.since as number,
        severity: row.severity as Alarm['severity'],
        words: { es: row.es as string, en: row.en as string },
      }));
    },
    watch: changed => listenConnection.watch(['cauce_alarms'], () => changed()),
  };
}
