import type { AuditCard, AuditKind, Values } from '../../audit/events.ts';
import type { AuditFilter, AuditStore, CheckedRow } from '../../audit/ports.ts';
import { deedDigest } from '../../customers/audited-deed.ts';
import type { CustomerDeed } from '../../customers/ports.ts';
import { type Listen, listenDigest } from '../../recordings/audited-listening.ts';
import { appendAudit } from './audit-rows.ts';
import { Batcher } from './batcher.ts';
import type { Database, Row, Sql } from './database.ts';

/** Rows of many that travel together are in one transaction, so that their waits for the chain are one. */
const BATCH_ROWS = 200;

export function postgresAudit(db: Database): AuditStore {
  const appends = new Batcher<Parameters<AuditStore['append']>[0], readonly number[]>(async asks => {
    const rows = await appendAudit(db, asks.flat());
    let place = 0;
    return asks.map(({ length }) => {
      place += length;
      return rows.slice(place - length, place);
    });
  }, BATCH_ROWS);
  return {
    append: entries => appends.request(entries),
    read: (after, limit) => read(db, after, limit),
    async list(filter, { before, limit }) {
      const { where, values } = fitting(filter);
      const rows = await db.query(
        `select a.seq, a.at, a.person, a.address, a.kind, a.subject, a.data, encode(a.hash, 'hex') as hash,
           p.display_name as person_name, coalesce(s.display_name, k.name, b.name, c.ticket) as subject_name
         from (select * from audit_log where ${where} and ($5::bigint is null or seq < $5)
               order by seq desc limit $6) a
         left join people p on p.id = a.person
         left join people s on s.id = a.subject
         left join customers k on k.id = a.subject and a.kind like 'customer-%'
         left join contacts b on b.id = a.subject and a.kind like 'contact-%'
         left join recordings r on r.id = a.subject and a.kind like 'recording-%'
         left join calls c on c.id = r.call
         order by a.seq desc`,
        [...values, before ?? null, limit],
      );
      return rows.map(toCard);
    },
    async count(filter) {
      const { where, values } = fitting(filter);
      const [row] = await db.query(`select count(*) as rows from audit_log where ${where}`, values);
      return (row?.rows as number | undefined) ?? 0;
    },
  };
}

function fitting({ kind, person, from, to }: AuditFilter): { where: string; values: unknown[] } {
  return {
    where: `($1::text is null or kind = $1) and ($2::text is null or person = $2 or subject = $2)
      and ($3::bigint is null or at >= $3) and ($4::bigint is null or at < $4)`,
    values: [kind ?? null, person ?? null, from ?? null, to ?? null],
  };
}

async function read(db: Database, after: number, limit: number): Promise<CheckedRow[]> {
  const rows = await db.query(
    `select seq, at, person, address, kind, subject, data, encode(prev, 'hex') as prev, encode(hash, 'hex') as hash
     from audit_log where seq > $1 order by seq limit $2`,
    [after, limit],
  );
  const checked = rows.map(toRow);
  const [deeds, listens] = await Promise.all([
    records(db, checked, 'customer-', DEEDS, row =>
      deedDigest({
        at: row.at as number,
        person: row.person as string,
        customer: row.customer as string | null,
        deed: row.deed as CustomerDeed['deed'],
        detail: row.detail as string,
      }),
    ),
    records(db, checked, 'recording-', LISTENS, row =>
      listenDigest({
        at: row.at as number,
        person: row.person as string,
        recording: row.recording as string,
        outcome: row.outcome as Listen['outcome'],
        reason: row.reason as string,
      }),
    ),
  ]);
  return checked.map(row => {
    const digests = row.kind.startsWith('customer-')
      ? deeds
      : row.kind.startsWith('recording-')
        ? listens
        : null;
    return digests === null ? row : { ...row, record: digests.get(recordOf(row.data)) ?? null };
  });
}

const DEEDS = 'select id, at, person, customer, deed, detail from customer_deeds where id = any($1)';
const LISTENS = 'select id, at, person, recording, outcome, reason from recording_listens where id = any($1)';

/** The digests of the records that rows of these kinds vouch for, as the records are now, by number. */
async function records(
  sql: Sql,
  rows: readonly CheckedRow[],
  kinds: string,
  text: string,
  digest: (row: Row) => string,
): Promise<ReadonlyMap<number, string>> {
  const numbers = rows.filter(({ kind }) => kind.startsWith(kinds)).map(({ data }) => recordOf(data));
  if (numbers.length === 0) return new Map();
  const found = await sql.query(text, [numbers.filter(number => number > 0)]);
  return new Map(found.map(row => [row.id as number, digest(row)]));
}

/** 0 where the row names none: it was changed. */
function recordOf(data: string): number {
  const { row } = parsed(data);
  return Number.isSafeInteger(row) ? (row as number) : 0;
}

function parsed(data: string): Values {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Values) : {};
  } catch {
    return {};
  }
}

function toRow(row: Row): CheckedRow {
  return {
    seq: row.seq as number,
    at: row.at as number,
    person: orNull(row.person),
    address: orNull(row.address),
    kind: row.kind as string,
    subject: orNull(row.subject),
    data: row.data as string,
    prev: row.prev as string,
    hash: row.hash as string,
  };
}

function toCard(row: Row): AuditCard {
  return {
    seq: row.seq as number,
    at: row.at as number,
    person: orNull(row.person),
    personName: row.person_name as string | null,
    address: orNull(row.address),
    kind: row.kind as AuditKind,
    subject: orNull(row.subject),
    subjectName: row.subject_name as string | null,
    data: parsed(row.data as string),
    hash: row.hash as string,
  };
}

const orNull = (text: unknown): string | null => (text === '' ? null : (text as string));
