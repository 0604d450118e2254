import type { CallLookups, TicketGlance } from '../../calls/ports.ts';
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

export function postgresLookups(db: Database): CallLookups {
  const open = async (whose: string, values: readonly string[]): Promise<TicketGlance[]> => {
    const rows = await db.query(
      `${SELECT_GLANCE} where t.state <> 'closed' and (${whose})
       order by t.opened_at desc, t.number desc limit ${OPEN_LIMIT}`,
      values,
    );
    return rows.map(toGlance);
  };
  return {
    async ticket(number) {
      const [row] = await db.query(`${SELECT_GLANCE} where t.number = $1`, [clean(number)]);
      return row ? toGlance(row) : null;
    },
    async openTicketsOf(line) {
      if (line === '') return [];
      return open(
        `t.caller_number = $1 or t.customer = (
          select min(customer) from customer_lines where number = $1 having count(*) = 1)`,
        [clean(line)],
      );
    },
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
