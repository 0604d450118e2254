import type { Agreement } from '../../tickets/events.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import type { Database } from './database.ts';

/** No call lasts longer: those that arrived earlier need not be looked at, ms. */
const LONGEST_CALL_MS = 24 * 3_600_000;

/** As `isWithCustomer` (src/tickets/agreement.ts) and the calls of the ticket itself. */
const SELECT_TALK = `
  select c.id, c.answered_at, c.agent
  from calls c left join ticket_calls tc on tc.call = c.id
  where c.arrived_at >= $1::bigint - ${LONGEST_CALL_MS} and c.answered_at is not null and c.agent is not null
    and c.direction <> 'internal'
    and coalesce(c.ended_at, $1::bigint) >= $1::bigint
    and (tc.ticket = $2
      or c.customer = $3
      or ((c.customer is null or $3::text is null) and c.caller_number = $4 and $4 <> ''
        and c.customer_by is distinct from 'agent'
        and (select count(*) from customer_lines where number = $4) <= 1))
  order by c.answered_at desc limit 1`;

export async function findTalk(
  db: Database,
  { number, customerId, callerNumber }: Pick<Ticket, 'number' | 'customerId' | 'callerNumber'>,
  since: number,
): Promise<Agreement | null> {
  const [row] = await db.query(SELECT_TALK, [Math.round(since), number, customerId, callerNumber]);
  if (row === undefined) return null;
  return { call: String(row.id), at: row.answered_at as number, agent: String(row.agent) };
}
