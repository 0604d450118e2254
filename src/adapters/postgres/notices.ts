import type { Importance, NoticeRead, ReadNotice } from '../../notices/notice.ts';
import type { NoticeStore } from '../../notices/ports.ts';
import type { Database, Row } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';
import { clean } from './text.ts';

const READ_NOTICE = `select n.*, coalesce((select jsonb_agg(jsonb_build_object('person', r.person, 'at', r.at) order by r.at, r.person)
    from notice_reads r where r.notice = n.id), '[]') as reads
  from notices n`;

export function postgresNotices(db: Database, listenConnection: ListenConnection): NoticeStore {
  return {
    async add({ id, text, importance, by, queues, areas, writtenAt, until, withdrawnAt }) {
      await db.query(
        `insert into notices (id, text, importance, by_name, queues, areas, written_at, until, withdrawn_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, clean(text), importance, clean(by), queues, areas, writtenAt, until, withdrawnAt],
      );
    },
    async standing(now) {
      const rows = await db.query(
        `${READ_NOTICE} where until > $1 and withdrawn_at is null order by written_at desc, id`,
        [now],
      );
      return rows.map(toNotice);
    },
    async list(limit) {
      return (await db.query(`${READ_NOTICE} order by written_at desc, id limit $1`, [limit])).map(toNotice);
    },
    async withdraw(id, at) {
      const changed = await db.query(
        `update notices set withdrawn_at = $2 where id = $1 and until > $2 and withdrawn_at is null returning id`,
        [clean(id), at],
      );
      return changed.length > 0;
    },
    async read(id, person, at) {
      const [row] = await db.query(
        `with known as (select id from notices where id = $1),
         added as (insert into notice_reads (notice, person, at) select id, $2, $3 from known
           on conflict (notice, person) do nothing)
         select id from known`,
        [clean(id), person, at],
      );
      return row !== undefined;
    },
    watch: changed => listenConnection.watch(['cauce_notices'], () => changed()),
  };
}

function toNotice(row: Row): ReadNotice {
  return {
    id: row.id as string,
    text: row.text as string,
    importance: row.importance as Importance,
    by: row.by_name as string,
    queues: row.queues as string[],
    areas: row.areas as string[],
    writtenAt: row.written_at as number,
    until: row.until as number,
    withdrawnAt: row.withdrawn_at as number | null,
    reads: (row.reads as NoticeRead[]).map(({ person, at }) => ({ person, at })),
  };
}
