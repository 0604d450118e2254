import { canonicalJson } from '../../audit/chain.ts';
import type { AuditEntry } from '../../audit/events.ts';
import type { Row } from './database.ts';
import { clean } from './text.ts';

/** A connection, also that of a migration. */
interface Asked {
  query(text: string, values: readonly unknown[]): Promise<Row[]>;
}

/** Writes rows in their order, the last thing of its transaction: until its end nobody else writes one. */
export async function appendAudit(sql: Asked, entries: readonly AuditEntry[]): Promise<number[]> {
  if (entries.length === 0) return [];
  const column = (of: (entry: AuditEntry) => string | number | null) => entries.map(entry => of(entry) ?? '');
  const rows = await sql.query(
    `insert into audit_log (at, person, address, kind, subject, data)
     select at, person, address, kind, subject, data
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
       as told (at, person, address, kind, subject, data, place)
     order by place returning seq`,
    [
      column(({ at }) => Math.round(at)),
      column(({ person }) => oneLine(person)),
      column(({ address }) => oneLine(address)),
      column(({ kind }) => kind),
      column(({ subject }) => oneLine(subject)),
      column(({ data }) => clean(canonicalJson(data))),
    ],
  );
  return rows.map(row => Number(row.seq));
}

function oneLine(text: string | null): string {
  return clean(text ?? '').replaceAll('\n', ' ');
}
