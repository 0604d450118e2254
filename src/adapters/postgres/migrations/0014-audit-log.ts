import { auditedDeed } from '../../../customers/audited-deed.ts';
import type { CustomerDeed } from '../../../customers/ports.ts';
import { auditedListen, type Listen } from '../../../recordings/audited-listening.ts';
import { appendAudit } from '../audit-rows.ts';
import type { Row } from '../database.ts';
import type { Fill } from './list.ts';

/**
 * Who did what, as a chain of hashes (src/audit/chain.ts). The database itself gives each row its place, so that nobody
 * who may insert can choose it, and refuses every change. What was kept of listenings and of customers' data goes into
 * the chain by its digest, in the order in which it happened.
 */
export const auditLog = `
create table audit_log (
  seq bigint primary key,
  at bigint not null,
  person text not null,
  address text not null,
  kind text not null,
  subject text not null,
  data text not null,
  prev bytea not null,
  hash bytea not null,
  constraint audit_log_lines check (position(E'\\n' in person || address || kind || subject || data) = 0)
);
create index audit_log_at on audit_log (at);
create index audit_log_kind on audit_log (kind, seq);
create index audit_log_person on audit_log (person, seq) where person <> '';
create index audit_log_subject on audit_log (subject, seq) where subject <> '';

create function chain_audit_row() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit_log', 0));
  select seq, hash into last from public.audit_log order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.prev := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  new.hash := sha256(new.prev || convert_to(concat_ws(E'\\n',
    new.seq, new.at, new.person, new.address, new.kind, new.subject, new.data), 'UTF8'));
  return new;
end $$;
create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_row();

create function keep_audit_log() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows' using errcode = 'restrict_violation';
end $$;
create trigger audit_log_stays before update or delete or truncate on audit_log
  for each statement execute function keep_audit_log();
`;

/** So many records at a time. */
const BATCH = 500;

export const fillAuditLog: Fill = async query => {
  let [at, source, id] = [Number.MIN_SAFE_INTEGER, '', 0];
  for (;;) {
    const rows = await query(
      `select * from (
         select at, 'deed' as source, id, person, customer as subject, deed as what, detail from customer_deeds
         union all
         select at, 'listen', id, person, recording, outcome, '' from recording_listens
       ) kept where (at, source, id) > ($1::bigint, $2::text, $3::bigint) order by at, source, id limit ${BATCH}`,
      [at, source, id],
    );
    await appendAudit({ query }, rows.map(toEntry));
    const last = rows.at(-1);
    if (last === undefined) return;
    [at, source, id] = [Number(last.at), String(last.source), Number(last.id)];
  }
};

function toEntry(row: Row) {
  const [at, number, person] = [Number(row.at), Number(row.id), row.person as string];
  if (row.source === 'deed') {
    const deed = row.what as CustomerDeed['deed'];
    const [customer, detail] = [row.subject as string | null, row.detail as string];
    return auditedDeed({ at, person, customer, deed, detail }, number, null);
  }
  const outcome = row.what as Listen['outcome'];
  return auditedListen({ at, person, recording: row.subject as string, outcome }, number, null);
}
