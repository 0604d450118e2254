import type { JobBook, PlannedJob, TicketJob } from '../../tickets/ports.ts';
import type { Outbox } from '../jobs/outbox-relay.ts';
import type { Database, Sql } from './database.ts';
import { toJson } from './text.ts';

/** Plans jobs; a key that exists already is left as it is. */
export async function addJobs(sql: Sql, jobs: readonly PlannedJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ job, runAt, key }) => ({ key, name: job.name, job, run_at: Math.round(runAt) }));
  await sql.query(
    `insert into outbox (key, name, job, run_at)
     select key, name, job, run_at from jsonb_populate_recordset(null::outbox, $1::jsonb)
     on conflict (key) do nothing`,
    [toJson(rows)],
  );
}

/** Settles a job inside the transaction of its effect; false when it was settled before. */
export async function settleJob(sql: Sql, key: string): Promise<boolean> {
  const rows = await sql.query(
    'update outbox set done_at = now() where key = $1 and done_at is null returning id',
    [key],
  );
  return rows.length > 0;
}

export function postgresJobBook(db: Database): JobBook {
  return {
    async isDone(key) {
      const rows = await db.query('select 1 from outbox where key = $1 and done_at is not null', [key]);
      return rows.length > 0;
    },
    async settle(key) {
      await settleJob(db, key);
    },
  };
}

export function postgresOutbox(db: Database): Outbox {
  return {
    relay: (limit, enqueue) =>
      db.transaction(async sql => {
        const rows = await sql.query(
          `select id, key, job, run_at from outbox
           where enqueued_at is null and done_at is null and failed_at is null
           order by id limit $1 for update skip locked`,
          [limit],
        );
        if (rows.length === 0) return 0;
        await enqueue(rows.map(toPlanned));
        await sql.query('update outbox set enqueued_at = now() where id = any($1)', [
          rows.map(row => row.id),
        ]);
        return rows.length;
      }),
    async waiting(dueBefore, after, limit) {
      const rows = await db.query(
        `select id, key, job, run_at from outbox
         where enqueued_at is not null and done_at is null and failed_at is null and run_at <= $1 and id > $2
         order by id limit $3`,
        [dueBefore, after, limit],
      );
      return rows.map(row => ({ ...toPlanned(row), id: row.id as number }));
    },
    async fail(key, why, limit) {
      const [row] = await db.query(
        `update outbox set attempts = attempts + 1, last_error = $2,
           failed_at = case when attempts + 1 >= $3 then now() end
         where key = $1 and done_at is null and failed_at is null returning failed_at`,
        [key, why.slice(0, 2000), limit],
      );
      return row !== undefined && row.failed_at !== null;
    },
  };
}

function toPlanned(row: Record<string, unknown>): PlannedJob {
  return { job: row.job as TicketJob, runAt: row.run_at as number, key: row.key as string };
}
