import { MISSED_OFFERS, recordOf } from '../../calls/call-story.ts';
import type { CallFact } from '../../calls/events.ts';
import { type CallHistory, type CallOutcome, countsOf } from '../../calls/history.ts';
import { CALL_CUSTOMER, hadPart, madeBy as isMadeBy, isMissedBy, toStory } from './call-rows.ts';
import type { Database } from './database.ts';

export function postgresHistory(db: Database): CallHistory {
  return {
    async list({ live, agent, ticket, madeBy, missedBy, limit, offset }) {
      const where = `where ($1::boolean is null or (outcome = 'live') = $1) and ($2::text is null or ${hadPart('calls', '$2::text')})
        and ($3::text is null or ticket = $3)
        and ($4::text is null or ${isMadeBy('calls', '$4::text')})
        and ($5::text is null or ${isMissedBy('calls', '$5::text', '$6::text[]')})`;
      const values = [
        live ?? null,
        agent ?? null,
        ticket ?? null,
        madeBy ?? null,
        missedBy ?? null,
        MISSED_OFFERS,
      ];
      const [items, [count]] = await Promise.all([
        db.query(`select * from calls ${where} order by arrived_at desc, id limit $7 offset $8`, [
          ...values,
          limit,
          offset,
        ]),
        db.query(`select count(*) as total from calls ${where}`, values),
      ]);
      return {
        items: items.map(row => recordOf(toStory(row))),
        total: (count?.total as number | undefined) ?? 0,
      };
    },
    async outcomes(since, agent) {
      const rows = await db.query(
        `select outcome, count(*)::int as count from calls
         where arrived_at >= $1 and direction <> 'internal' and ($2::text is null or agent = $2) group by outcome`,
        [since, agent ?? null],
      );
      return countsOf(rows.map(row => ({ outcome: row.outcome as CallOutcome, count: row.count as number })));
    },
    async get(id) {
      const [row] = await db.query('select * from calls where id = $1', [id]);
      return row ? recordOf(toStory(row)) : null;
    },
    async customerNames(calls) {
      if (calls.length === 0) return new Map();
      const rows = await db.query(
        `select c.id, cu.name from calls c left join tickets t on t.number = c.ticket
           join customers cu on cu.id = ${CALL_CUSTOMER}
         where c.id = any($1)`,
        [calls],
      );
      return new Map(rows.map(({ id, name }) => [id as string, name as string]));
    },
    async facts(id) {
      const rows = await db.query('select data from call_events where call = $1 order by at, node, seq', [
        id,
      ]);
      return rows.map(({ data }) => data as CallFact);
    },
  };
}
