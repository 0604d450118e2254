import { BYTE_ORDER_MARK, csvLine } from '../kit/csv.ts';
import { canonicalJson } from './chain.ts';
import type { AuditCard } from './events.ts';

export const CSV_HEAD = `${BYTE_ORDER_MARK}${csvLine([
  'row',
  'at',
  'kind',
  'person',
  'person_name',
  'address',
  'subject',
  'subject_name',
  'data',
  'hash',
])}`;

/** A row of the log; its moment in UTC (ISO 8601). With its hash a copy of the file vouches for the log up to there. */
export function csvRow(card: AuditCard): string {
  return csvLine([
    card.seq,
    new Date(card.at).toISOString(),
    card.kind,
    card.person,
    card.personName,
    card.address,
    card.subject,
    card.subjectName,
    canonicalJson(card.data),
    card.hash,
  ]);
}
