import type { CustomerSummary } from '../../../customers/customer.ts';
import { customerSearchText } from '../../../customers/search.ts';
import { ticketSearchText } from '../../../tickets/search.ts';
import { clean } from '../text.ts';
import type { Fill } from './list.ts';

const BATCH = 2_000;

/** Writes the search text of every customer and ticket; a migration that follows a change of its form does it again. */
export const searchAnew: Fill = async query => {
  await inBatches(query, 'customers', 'id', 'summary', row =>
    customerSearchText(row.summary as CustomerSummary),
  );
  await inBatches(query, 'tickets', 'number', 'summary, customer_name, caller_number', row =>
    ticketSearchText({
      summary: row.summary as string,
      customerName: row.customer_name as string | null,
      callerNumber: row.caller_number as string,
    }),
  );
};

async function inBatches(
  query: Parameters<Fill>[0],
  table: string,
  key: string,
  columns: string,
  textOf: (row: Record<string, unknown>) => string,
): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await query(
      `select ${key} as key, ${columns} from ${table} where ${key} > $1 order by ${key} limit ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    await query(
      `update ${table} set search = new.search
       from unnest($1::text[], $2::text[]) as new (key, search) where ${table}.${key} = new.key`,
      [rows.map(row => row.key), rows.map(row => clean(textOf(row)))],
    );
    after = String(last.key);
  }
}
