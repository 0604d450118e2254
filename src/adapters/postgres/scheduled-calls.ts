import { CONTACT_TRIES } from '../../calls/rules/end-reason.ts';
import type { ScheduledCallStore } from '../../scheduled-calls/ports.ts';
import type { Closing, ScheduledCall } from '../../scheduled-calls/scheduled-call.ts';
import type { Database, Row } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';
import { addJobs } from './outbox.ts';
import { clean } from './text.ts';

/** With what the calls came to that were made for it. */
const SCHEDULED = `select s.*, made.tries, made.reached_at from scheduled_calls s
  cross join lateral (
    select count(*) filter (where c.answered_at is null and c.ended_why = any('{${CONTACT_TRIES.join()}}'))::int as tries,
      min(c.answered_at) as reached_at
    from calls c where c.scheduled = s.id) made`;
/** Whoever is answered closes it in its row, by a job: a moment later, or later if the worker is away. */
const IS_OPEN = 's.closed_at is null and made.reached_at is null';
const IS_BEING_CLOSED = 's.closed_at is null and made.reached_at is not null';

export function postgresScheduledCalls(db: Database, listenConnection: ListenConnection): ScheduledCallStore {
  return {
    add: (scheduled, jobs) =>
      db.transaction(async sql => {
        await sql.query(
          `insert into scheduled_calls (id, version, person, ticket, customer, customer_name, line, note, due_at,
             reminded_at, closed_how, closed_at, closed_why, made_by, made_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
          [...valuesOf(scheduled), clean(scheduled.madeBy), scheduled.madeAt],
        );
        await addJobs(sql, jobs);
      }),
    async get(id) {
      const [row] = await db.query(`${SCHEDULED} where s.id = $1`, [clean(id)]);
      return row === undefined ? null : toScheduled(row);
    },
    async open(person) {
      const rows = await db.query(`${SCHEDULED} where s.person = $1 and ${IS_OPEN} order by s.due_at, s.id`, [
        person,
      ]);
      return rows.map(toScheduled);
    },
    async closed(person, limit) {
      const rows = await db.query(
        `select * from (
           (${SCHEDULED} where s.person = $1 and s.closed_at is not null order by s.closed_at desc, s.id limit $2)
           union all (${SCHEDULED} where s.person = $1 and ${IS_BEING_CLOSED})
         ) each order by coalesce(closed_at, reached_at) desc, id limit $2`,
        [person, limit],
      );
      return rows.map(toScheduled);
    },
    async ofTicket(ticket, limit) {
      const rows = await db.query(
        `${SCHEDULED} where s.ticket = $1
         order by coalesce(s.closed_at, made.reached_at) desc nulls first, s.due_at, s.id limit $2`,
        [clean(ticket), limit],
      );
      return rows.map(toScheduled);
    },
    async dueBefore(at, among, limit) {
      const rows = await db.query(
        `${SCHEDULED} where s.due_at < $1 and s.person = any($2) and ${IS_OPEN} order by s.due_at, s.id limit $3`,
        [at, among, limit],
      );
      return rows.map(toScheduled);
    },
    change: (scheduled, jobs) =>
      db.transaction(async sql => {
        const changed = await sql.query(
          `update scheduled_calls set version = $2, person = $3, ticket = $4, customer = $5, customer_name = $6,
             line = $7, note = $8, due_at = $9, reminded_at = $10, closed_how = $11, closed_at = $12, closed_why = $13
           where id = $1 and version = $2 - 1 returning id`,
          valuesOf(scheduled),
        );
        if (changed.length > 0) await addJobs(sql, jobs);
        return changed.length > 0;
      }),
    async remind(id, dueAt, at) {
      await db.query(
        `update scheduled_calls set reminded_at = $3, version = version + 1
         where id = $1 and due_at = $2 and reminded_at is null and closed_at is null`,
        [id, dueAt, at],
      );
    },
    async keep(id, at) {
      await db.query(
        `update scheduled_calls set closed_how = 'done', closed_at = $2, version = version + 1
         where id = $1 and closed_at is null`,
        [id, Math.round(at)],
      );
    },
    watch: changed => listenConnection.watch(['cauce_scheduled_calls'], changed),
  };
}

function valuesOf(scheduled: ScheduledCall) {
  const { id, version, person, ticket, customer, customerName, line, note, dueAt, remindedAt, closed } =
    scheduled;
  return [
    ...[id, version, person, ticket, customer, clean(customerName), clean(line), clean(note)],
    ...[dueAt, remindedAt, closed?.how ?? null, closed?.at ?? null, clean(closed?.why ?? '')],
  ];
}

function toScheduled(row: Row): ScheduledCall {
  const reachedAt = row.reached_at as number | null;
  const how = row.closed_how as Closing | null;
  return {
    id: row.id as string,
    person: row.person as string,
    madeBy: row.made_by as string,
    madeAt: row.made_at as number,
    ticket: row.ticket as string | null,
    customer: row.customer as string | null,
    customerName: row.customer_name as string,
    line: row.line as string,
    note: row.note as string,
    dueAt: row.due_at as number,
    remindedAt: row.reminded_at as number | null,
    closed:
      how !== null
        ? { how, at: row.closed_at as number, why: row.closed_why as string }
        : reachedAt !== null
          ? { how: 'done', at: reachedAt, why: '' }
          : null,
    tries: row.tries as number,
    version: row.version as number,
  };
}
