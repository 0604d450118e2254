import type { TicketFact } from '../../tickets/events.ts';
import type { CallWithTicket } from '../../tickets/ports/context.ts';
import { CALL_COLUMNS, toStory } from './call-rows.ts';
import type { Database, Row } from './database.ts';
import { SELECT_POLICY, toPolicy } from './policy.ts';
import { toTicket } from './ticket-rows.ts';

/** Calls with their tickets as they were at one moment: one statement sees one moment. */
const SELECT_CALLS_WITH_TICKETS = `
  select ${CALL_COLUMNS.map(column => `c.${column}`).join(', ')}, to_jsonb(t) as ticket_row, p.display_name as assignee_name,
    tc.call is not null as joined, cu.name as customer_name,
    array(select e.data from ticket_events e
      where e.ticket = t.number and e.call = c.id and e.kind in ('taken', 'contact-tried') order by e.id) as noted,
    policy.*
  from (${SELECT_POLICY}) policy
    cross join calls c
    left join ticket_calls tc on tc.call = c.id
    left join tickets t on t.number = coalesce(tc.ticket, c.ticket)
    left join people p on p.id = t.assignee
    left join customers cu on cu.id = c.customer
  where c.id = any($1)`;

/** Of a call that was not saved yet there is nothing to be decided. */
const UNKNOWN: CallWithTicket = {
  call: null,
  ticket: null,
  joined: false,
  noted: [],
  customerName: null,
  policy: toPolicy({}),
};

/** These calls with their tickets, in their order. */
export async function readCallsWithTickets(
  db: Database,
  calls: readonly string[],
): Promise<CallWithTicket[]> {
  const rows = await db.query(SELECT_CALLS_WITH_TICKETS, [[...new Set(calls)]]);
  const found = new Map(rows.map(row => [String(row.id), toCallWithTicket(row)]));
  return calls.map(call => found.get(call) ?? UNKNOWN);
}

function toCallWithTicket(row: Row): CallWithTicket {
  const { ticket_row: ticket, assignee_name } = row;
  return {
    call: toStory(row),
    ticket: ticket === null ? null : toTicket({ ...(ticket as Row), assignee_name }),
    joined: row.joined as boolean,
    noted: row.noted as TicketFact[],
    customerName: row.customer_name as string | null,
    policy: toPolicy(row),
  };
}
