import { auditedDeed } from '../../customers/audited-deed.ts';
import type { CustomerSummary } from '../../customers/customer.ts';
import { documentKey, sameDocument } from '../../customers/document.ts';
import { type CustomerDeed, type CustomerStore, OWNERS_MAX } from '../../customers/ports.ts';
import { customerSearchText } from '../../customers/search.ts';
import { appendAudit } from './audit-rows.ts';
import type { Database, Sql } from './database.ts';
import { clean, toJson } from './text.ts';

/** Who has the line $1, as `findByLine` orders them. */
export const OWNS_LINE = `id in (select customer from customer_lines where number = $1)
  order by name, id limit ${OWNERS_MAX}`;

export function postgresCustomers(db: Database): CustomerStore {
  return {
    findByLine: number => find(db, OWNS_LINE, clean(number)),
    async findByDocument(document) {
      const fitting = await bearing(db, document);
      return fitting.length === 1 ? (fitting[0] ?? null) : null;
    },
    async get(id) {
      const [found] = await find(db, 'id = $1', clean(id));
      return found ?? null;
    },
    async search(sought, limit) {
      if (sought.reach === 'too-short') return { items: [], total: 0 };
      const terms = sought.reach === 'all' ? [] : sought.terms.map(term => containing(term.texts));
      const where = terms.map((_, place) => `and search like any($${place + 1})`).join(' ');
      const rows = await db.query(
        `select summary, count(*) over () as total from customers where true ${where}
         order by name, id limit $${terms.length + 1}`,
        [...terms, limit],
      );
      return {
        items: rows.map(row => row.summary as CustomerSummary),
        total: (rows[0]?.total as number | undefined) ?? 0,
      };
    },
    save: customer => db.transaction(sql => write(sql, customer)),
    add: customer =>
      db.transaction(async sql => {
        // Two agents who write the same person down at once come one after the other.
        await sql.query('select pg_advisory_xact_lock(hashtext($1))', [
          `customer ${documentKey(customer.document)}`,
        ]);
        const [known] = await bearing(sql, customer.document);
        if (known !== undefined) return { added: false, customer: known };
        await write(sql, customer);
        return { added: true, customer };
      }),
    addLine: (id, line) =>
      db.transaction(async sql => {
        const [row] = await sql.query('select summary from customers where id = $1 for update', [clean(id)]);
        if (row === undefined) return null;
        const known = row.summary as CustomerSummary;
        if (known.lines.some(one => one.number === line.number)) return known;
        const next = { ...known, lines: [...known.lines, line] };
        await write(sql, next);
        return next;
      }),
    note: (told, address) =>
      db.transaction(async sql => {
        const deed = { ...told, detail: clean(told.detail) };
        const { at, person, customer, detail } = deed;
        const [row] = await sql.query(
          'insert into customer_deeds (at, person, customer, deed, detail) values ($1, $2, $3, $4, $5) returning id',
          [at, person, customer, deed.deed, detail],
        );
        await appendAudit(sql, [auditedDeed(deed, row?.id as number, address)]);
      }),
    async deeds(customer) {
      const rows = await db.query('select * from customer_deeds where customer = $1 order by id desc', [
        customer,
      ]);
      return rows.map(row => ({
        at: row.at as number,
        person: row.person as string,
        customer: row.customer as string,
        deed: row.deed as CustomerDeed['deed'],
        detail: row.detail as string,
      }));
    },
  };
}

/** Patterns of LIKE for parts of a search text, whose letters, digits and spaces LIKE takes as they are. */
export const containing = (texts: readonly string[]): string[] => texts.map(text => `%${text}%`);

async function find(sql: Sql, where: string, value: unknown): Promise<CustomerSummary[]> {
  const rows = await sql.query(`select summary from customers where ${where}`, [value]);
  return rows.map(row => row.summary as CustomerSummary);
}

async function bearing(sql: Sql, document: string): Promise<CustomerSummary[]> {
  const key = documentKey(document);
  if (key === '') return [];
  return (await find(sql, 'document_key = $1', key)).filter(one => sameDocument(one.document, document));
}

async function write(sql: Sql, customer: CustomerSummary): Promise<void> {
  await sql.query(
    `insert into customers (id, name, summary, document_key, search) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, summary = excluded.summary,
       document_key = excluded.document_key, search = excluded.search, updated_at = now()`,
    [
      customer.id,
      clean(customer.name),
      toJson(customer),
      documentKey(customer.document),
      clean(customerSearchText(customer)),
    ],
  );
  await sql.query('delete from customer_lines where customer = $1', [customer.id]);
  await sql.query('insert into customer_lines (number, customer) select distinct unnest($2::text[]), $1', [
    customer.id,
    customer.lines.map(line => line.number),
  ]);
}
