import { BEGINNING, type ChainRow, canonicalJson, hashOf } from '../../audit/chain.ts';
import type { AuditEntry } from '../../audit/events.ts';

/** Gives a row its place in the chain, and answers its number. */
export function chain(rows: ChainRow[], { data, ...entry }: AuditEntry): number {
  const last = rows.at(-1) ?? BEGINNING;
  const row = { ...entry, data: canonicalJson(data), seq: last.seq + 1, prev: last.hash };
  rows.push({ ...row, hash: hashOf(row) });
  return row.seq;
}
