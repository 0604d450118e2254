/** What a spreadsheet would take for a formula, in the narrow and in the wide writing, and what it skips before one. */
const FORMULA = /^'*(?:[\s]*[=+\-@＝＋－＠|%]|[\t\r\n])/u;

/**
 * One line of CSV (RFC 4180): every cell in quotes. One that a spreadsheet would compute begins with an apostrophe, and so
 * does one that begins with apostrophes and such a text: `plainCell` takes one away again.
 */
export function csvLine(cells: readonly (string | number | null)[], separator = ','): string {
  const written = cells.map(cell => {
    const text = String(cell ?? '');
    return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  });
  return `${written.join(separator)}\r\n`;
}

/** A cell as it was before `csvLine`. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Spreadsheets take a file for UTF-8 only when it says so. */
export const BYTE_ORDER_MARK = '\uFEFF';
