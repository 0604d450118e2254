import type { PlannedJob, TicketJob } from '../../tickets/jobs.ts';
import type { JobBook } from '../../tickets/ports/job-book.ts';
import type { Outbox } from '../jobs/outbox-relay.ts';
import { Batcher } from './batcher.ts';
import type { Database, Sql } from './database.ts';
import { toJson } from './text.ts';

/** The channel on which those who plan jobs for now wake the relay; later ones it finds by itself. */
export const OUTBOX_GREW = 'cauce_outbox';

/** Plans jobs; a key that exists already is left as it is. */
export async function addJobs(sql: Sql, jobs: readonly PlannedJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await sql.query(
    `with planned as (
       insert into outbox (key, name, job, run_at)
       select key, name, job, run_at from jsonb_populate_recordset(null::outbox, $1::jsonb)
       on conflict (key) do nothing
     )
     select pg_notify('${OUTBOX_GREW}', '')`,
    [toJson(jobs.map(jobRow))],
  );
}

/** A job as a row of the outbox, for `jsonb_populate_recordset`. */
export function jobRow({ job, runAt, key }: PlannedJob): Record<string, unknown> {
  return { key, name: job.name, job, run_at: Math.round(runAt) };
}

export function postgresJobBook(db: Database): JobBook {
  const settled = new Batcher<readonly string[], void>(async asks => {
    await db.query('update outbox set done_at = now() where key = any($1) and done_at is null', [
      asks.flat(),
    ]);
    return asks.map(() => undefined);
  });
  return {
    async isDone(key) {
      const rows = await db.query('select 1 from outbox where key = $1 and done_at is not null', [key]);
      return rows.length > 0;
    },
    settle: (key, also = []) => settled.request([key, ...also]),
  };
}

/** What was handed over in one transaction was noted at one moment, to the microsecond. */
const BATCH_ID = `'batch.' || (extract(epoch from enqueued_at) * 1000000)::bigint as batch`;

export function postgresOutbox(db: Database): Outbox {
  return {
    async relay(limit, dueBefore, enqueue) {
      const rows = await db.query(
        `update outbox set enqueued_at = now() where id = any(array(
           select id from outbox
           where enqueued_at is null and done_at is null and failed_at is null and run_at <= $2
           order by run_at, id limit $1 for update skip locked))
         returning id, key, job, run_at, ${BATCH_ID}`,
        [limit, dueBefore],
      );
      const [first] = rows;
      if (first === undefined) return 0;
      const inOrder = [...rows].sort((a, b) => (a.id as number) - (b.id as number));
      try {
        await enqueue(inOrder.map(toPlanned), first.batch as string);
      } catch (error) {
        // Without this note they are found all the same, by the refill: Redis does not have them.
        await db
          .query('update outbox set enqueued_at = null where id = any($1)', [rows.map(row => row.id)])
          .catch(() => undefined);
        throw error;
      }
      return rows.length;
    },
    async waiting(dueBefore, after, limit) {
      const rows = await db.query(
        `select id, key, job, run_at, ${BATCH_ID} from outbox
         where enqueued_at is not null and done_at is null and failed_at is null and run_at <= $1 and id > $2
         order by id limit $3`,
        [dueBefore, after, limit],
      );
      return rows.map(row => ({ ...toPlanned(row), id: row.id as number, batch: row.batch as string }));
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
