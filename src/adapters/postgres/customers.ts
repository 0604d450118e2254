import type { CustomerSummary } from '../../customers/customer.ts';
import { documentKey, sameDocument } from '../../customers/document.ts';
import type { CustomerStore } from '../../customers/ports.ts';
import { foldText, soughtText } from '../../customers/sought-text.ts';
import type { Database } from './database.ts';
import { clean, escapeLike, toJson } from './text.ts';

export function postgresCustomers(db: Database): CustomerStore {
  const find = async (where: string, value: unknown): Promise<CustomerSummary[]> =>
    (await db.query(`select summary from customers where ${where}`, [value])).map(
      row => row.summary as CustomerSummary,
    );
  return {
    async findByLine(number) {
      const [found] = await find(
        'id = (select customer from customer_lines where number = $1)',
        clean(number),
      );
      return found ?? null;
    },
    async findByDocument(document) {
      const key = documentKey(document);
      if (key === '') return null;
      const fitting = (await find('document_key = $1', key)).filter(one =>
        sameDocument(one.document, document),
      );
      return fitting.length === 1 ? (fitting[0] ?? null) : null;
    },
    async get(id) {
      const [found] = await find('id = $1', clean(id));
      return found ?? null;
    },
    async search(text, limit) {
      const rows = await db.query(
        `select summary from customers where sought like '%' || $1 || '%' order by name, id limit $2`,
        [escapeLike(foldText(clean(text.trim()))), limit],
      );
      return rows.map(row => row.summary as CustomerSummary);
    },
    save: customer =>
      db.transaction(async sql => {
        await sql.query(
          `insert into customers (id, name, summary, document_key, sought) values ($1, $2, $3, $4, $5)
           on conflict (id) do update set name = excluded.name, summary = excluded.summary,
             document_key = excluded.document_key, sought = excluded.sought, updated_at = now()`,
          [
            customer.id,
            clean(customer.name),
            toJson(customer),
            documentKey(customer.document),
            soughtText(customer),
          ],
        );
        await sql.query('delete from customer_lines where customer = $1', [customer.id]);
        await sql.query(
          `insert into customer_lines (number, customer) select unnest($2::text[]), $1
           on conflict (number) do update set customer = excluded.customer`,
          [customer.id, customer.lines.map(line => line.number)],
        );
      }),
  };
}
