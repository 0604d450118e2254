import { createHash } from 'node:crypto';
import type { AuditEntry, ChainFault, Json, Values } from './events.ts';

/** The end of the chain, or of what was looked at of it. */
export interface Head {
  readonly seq: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** What the first row follows. */
export const BEGINNING: Head = { seq: 0, hash: '0'.repeat(64) };

/** A row as it is stored: with its place in the chain, and with the text of its data that was hashed. */
export interface ChainRow extends Omit<AuditEntry, 'data' | 'kind'> {
  readonly seq: number;
  readonly kind: string;
  readonly data: string;
  readonly prev: string;
  readonly hash: string;
}

/**
 * One text for one value, whatever the order of its fields: keys sorted by code units, no blanks, fields without a value
 * left out, as RFC 8785 writes strings, whole numbers, lists and objects.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value as Values)
    .filter((field): field is [string, Json] => field[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}

/**
 * SHA-256 of the hash before (32 bytes) and of the row in UTF-8, one field a line:
 * number, epoch ms, person, address, kind, subject, data. None of them holds a line break; nobody and nothing are ''.
 */
export function hashOf(row: Omit<ChainRow, 'hash'>): string {
  const { seq, at, person, address, kind, subject, data } = row;
  const text = [seq, at, person ?? '', address ?? '', kind, subject ?? '', data].join('\n');
  return createHash('sha256').update(row.prev, 'hex').update(text, 'utf8').digest('hex');
}

/** The digest by which a row vouches for a record of another table. */
export function digestOf(record: Values): string {
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}

/** What is wrong with a row that should follow `last`; null: nothing. */
export function faultOf(last: Head, row: ChainRow): ChainFault | null {
  if (row.seq !== last.seq + 1) return { seq: last.seq + 1, why: 'missing' };
  if (row.prev !== last.hash) return { seq: row.seq, why: 'misplaced' };
  if (row.hash !== hashOf(row)) return { seq: row.seq, why: 'changed' };
  return null;
}
