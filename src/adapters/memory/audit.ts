import type { ChainRow } from '../../audit/chain.ts';
import type { AuditCard, AuditEntry, AuditKind, Values } from '../../audit/events.ts';
import type { AuditFilter, AuditSpool, AuditStore, HeadFile } from '../../audit/ports.ts';
import { deedDigest } from '../../customers/audited-deed.ts';
import { listenDigest } from '../../recordings/audited-listening.ts';
import { chain } from './audit-rows.ts';
import { recordingCard } from './recordings.ts';
import type { MemoryRecords } from './records.ts';

export function memoryAudit(records: MemoryRecords): AuditStore {
  const fitting = (filter: AuditFilter) => records.audit.filter(row => fits(row, filter));
  return {
    append: async entries => entries.map(entry => chain(records.audit, entry)),
    async read(after, limit) {
      return records.audit
        .filter(({ seq }) => seq > after)
        .slice(0, limit)
        .map(row => ({ ...row, ...recordOf(records, row) }));
    },
    async list(filter, { before = Number.POSITIVE_INFINITY, limit }) {
      return fitting(filter)
        .filter(({ seq }) => seq < before)
        .reverse()
        .slice(0, limit)
        .map(row => toCard(records, row));
    },
    count: async filter => fitting(filter).length,
  };
}

export function memorySpool(limit = Number.POSITIVE_INFINITY): AuditSpool {
  const waiting: AuditEntry[] = [];
  return {
    add(entries) {
      if (waiting.length + entries.length > limit) return false;
      waiting.push(...entries);
      return true;
    },
    first: count => waiting.slice(0, count),
    drop: count => {
      waiting.splice(0, count);
    },
  };
}

export function memoryHeadFile(): HeadFile {
  let kept: ReturnType<HeadFile['read']> = null;
  return {
    path: 'head.json',
    read: () => kept,
    write: ({ seq, hash }) => {
      kept = { seq, hash };
    },
    report: () => undefined,
  };
}

function fits(row: ChainRow, { kind, person, from, to }: AuditFilter): boolean {
  return (
    (kind === undefined || row.kind === kind) &&
    (person === undefined || row.person === person || row.subject === person) &&
    (from === undefined || row.at >= from) &&
    (to === undefined || row.at < to)
  );
}

function recordOf(records: MemoryRecords, { kind, data }: ChainRow): { record?: string | null } {
  const { row } = JSON.parse(data) as { row?: number };
  const place = (row ?? 0) - 1;
  if (kind.startsWith('customer-')) {
    const deed = records.customerDeeds[place];
    return { record: deed === undefined ? null : deedDigest(deed) };
  }
  if (kind.startsWith('recording-')) {
    const listen = records.listens[place];
    return { record: listen === undefined ? null : listenDigest(listen) };
  }
  return {};
}

function toCard(records: MemoryRecords, row: ChainRow): AuditCard {
  const { seq, at, person, address, subject, hash } = row;
  const nameOf = (id: string | null) => records.people.get(id ?? '')?.person.displayName ?? null;
  const customer = row.kind.startsWith('customer-') ? records.customers.get(subject ?? '')?.name : undefined;
  const contact = row.kind.startsWith('contact-') ? records.contacts.get(subject ?? '')?.name : undefined;
  const ticket = row.kind.startsWith('recording-')
    ? recordingCard(records, subject ?? '')?.ticket
    : undefined;
  return {
    seq,
    at,
    person,
    personName: nameOf(person),
    address,
    kind: row.kind as AuditKind,
    subject,
    subjectName: nameOf(subject) ?? customer ?? contact ?? (ticket || null),
    data: JSON.parse(row.data) as Values,
    hash,
  };
}
