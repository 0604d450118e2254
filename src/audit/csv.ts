import { canonicalJson } from './chain.ts';
import type { AuditCard } from './events.ts';

/** What a spreadsheet would take for a formula, in the narrow and in the wide writing, and what it skips before one. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

/** One line of CSV (RFC 4180): every cell in quotes. One that a spreadsheet would compute begins with an apostrophe. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const written = cells.map(cell => {
    const text = String(cell ?? '');
    return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  });
  return `${written.join(',')}\r\n`;
}

/** Spreadsheets take a file for UTF-8 only when it says so. */
export const CSV_HEAD = `\uFEFF${csvLine([
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
