import type { CallLookups, TicketGlance } from '../../calls/ports/lookups.ts';
import type { CustomerSummary } from '../../customers/customer.ts';
import { OWNS_LINE } from './customers.ts';
import type { Database, Row } from './database.ts';
import { clean } from './text.ts';

/** A ticket with the lines whose owner may hear it: the caller's, and those that are the customer's alone. */
const SELECT_GLANCE = `
  select t.number, t.state, t.level, t.area, t.opened_at, t.summary, t.caller_number,
    array(select l.number from customer_lines l where l.customer = t.customer and not exists (
      select 1 from customer_lines other where other.number = l.number and other.customer <> l.customer)) as lines
  from tickets t`;

/** More open tickets than this are not read out or shown on a ringing page. */
const OPEN_LIMIT = 20;

const selectOpen = (whose: string): string => `${SELECT_GLANCE} where t.state <> 'closed' and (${whose})
  order by t.opened_at desc, t.number desc limit ${OPEN_LIMIT}`;

/** Of the line $1. */
const OF_LINE = `t.caller_number = $1 or t.customer = (
  select min(customer) from customer_lines where number = $1 having count(*) = 1)`;

/** Asked once for each call that comes, so that it is one round trip. */
const SELECT_CALLER = `select
  array(select summary from customers where ${OWNS_LINE}) as owners,
  array(select to_jsonb(glance) from (${selectOpen(OF_LINE)}) glance) as open_tickets`;

export function postgresLookups(db: Database): CallLookups {
  const open = async (whose: string, values: readonly string[]): Promise<TicketGlance[]> =>
    (await db.query(selectOpen(whose), values)).map(toGlance);
  return {
    async ticket(number) {
      const [row] = await db.query(`${SELECT_GLANCE} where t.number = $1`, [clean(number)]);
      return row ? toGlance(row) : null;
    },
    async callerOf(line) {
      if (line === '') return { owners: [], openTickets: [] };
      const [row] = await db.query(SELECT_CALLER, [clean(line)]);
      return {
        owners: (row?.owners ?? []) as CustomerSummary[],
        openTickets: ((row?.open_tickets ?? []) as Row[]).map(toGlance),
      };
    },
    openTicketsOf: async line => (line === '' ? [] : open(OF_LINE, [clean(line)])),
    openTicketsOfCustomer: (customer, line) =>
      open(`t.customer = $1 or (t.customer is null and t.caller_number = $2 and $2 <> '')`, [
        customer,
        clean(line),
      ]),
  };
}

function toGlance(row: Row): TicketGlance {
  const lines = [row.caller_number as string, ...(row.lines as string[])].filter(line => line !== '');
  return {
    number: row.number as string,
    state: row.state as string,
    level: row.level as number,
    area: row.area as string,
    lines: [...new Set(lines)],
    openedAt: row.opened_at as number,
    summary: row.summary as string,
  };
}
