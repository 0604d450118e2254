import { pipeline, Readable } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { plainCell } from '../kit/csv.ts';
import { CauceError } from '../kit/errors.ts';
import { NUMBER_LABELS } from './contact.ts';
import { areEnough, type Column, columnOf } from './csv-columns.ts';
import { type FileRow, fault, type WrittenNumber } from './read-contact.ts';

/** A longer row, in bytes, is one whose quotation mark is never closed. */
const ROW_BYTES = 64 * 1024;
/** The heading is looked for in so many characters. */
const HEADING_WITHIN = 32 * 1024;
const DELIMITERS = [',', ';', '\t'];
/** How several numbers stand in one cell: as we write them, as Google does, and as people do. */
const BETWEEN_NUMBERS = / (?:\/|:::) |[;|\n]|,\s/;
export const NUMBERS_IN_CELL = ' / ';

/**
 * The rows of a CSV file (RFC 4180, and what spreadsheets make of it: semicolons or tabs, `sep=;`, any line end), one after
 * the other; of the file never more is in memory than a chunk. Empty rows are counted and left out.
 * Throws `contacts-columns-unknown`, `contacts-file-empty` or `contacts-quote-open`, which names the row.
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const source = text[Symbol.asyncIterator]();
  let head = '';
  let headDone = false;
  while (!headDone && head.length < HEADING_WITHIN && !/[\r\n]/.test(head.trimStart())) {
    const next = await source.next();
    headDone = next.done === true;
    if (!headDone) head += next.value;
  }
  if (head.trim() === '' && headDone) throw new CauceError('contacts-file-empty');
  const said = /^\s*"?sep=(.)"?\r?\n/i.exec(head);
  const delimiter = said?.[1] ?? delimiterOf(head);
  if (delimiter === null) throw new CauceError('contacts-columns-unknown');

  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: ROW_BYTES,
  });
  const body = async function* (): AsyncGenerator<string> {
    yield head;
    if (!headDone) yield* { [Symbol.asyncIterator]: () => source };
  };
  // Its errors come out of the parser.
  pipeline(Readable.from(body()), parser, () => undefined);
  yield* contactsIn(parser, said === null ? 0 : 1);
}

async function* contactsIn(parser: Parser, skipped: number): AsyncGenerator<FileRow> {
  let columns: readonly (Column | null)[] | null = null;
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      const cells = record.map(cell => plainCell(cell.trim()));
      if (row <= skipped || cells.every(cell => cell === '')) continue;
      if (columns === null) {
        columns = cells.map(columnOf);
        if (!areEnough(columns)) throw new CauceError('contacts-columns-unknown');
      } else yield readCells(cells, columns, row);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CauceError(
      'contacts-quote-open',
      { faults: [quoteFault(recordsOf(error) + 1)] },
      { cause: error },
    );
  }
  if (columns === null) throw new CauceError('contacts-file-empty');
}

function readCells(cells: readonly string[], columns: readonly (Column | null)[], row: number): FileRow {
  // A comma that is not in quotation marks pushes what follows into other columns.
  if (cells.slice(columns.length).some(cell => cell !== ''))
    return { row, ...fault('row-not-readable', cells.join(' ')) };
  const under = (wanted: Column) => cells.filter((cell, at) => cell !== '' && columns[at] === wanted);
  const numbers = cells.flatMap((cell, at) => numbersIn(cell, columns[at] ?? null));
  return {
    row,
    written: {
      name: nameOf(under),
      organisation: under('organisation')[0] ?? '',
      email: under('email')[0] ?? '',
      note: under('note').join('\n'),
      numbers,
    },
  };
}

/** Google writes the whole name beside its parts, Outlook the parts alone, people a name with or without a surname. */
function nameOf(under: (wanted: Column) => readonly string[]): string {
  const [[full], name, given, surname] = [
    under('full-name'),
    under('name'),
    under('given-name'),
    under('surname'),
  ];
  if (full !== undefined) return full;
  return name.length > 0 && given.length > 0 ? name.join(' ') : [...name, ...given, ...surname].join(' ');
}

function numbersIn(cell: string, column: Column | null): WrittenNumber[] {
  const label = LABELS.find(one => one === column);
  if (cell === '' || label === undefined) return [];
  return cell.split(BETWEEN_NUMBERS).map(number => ({ label, number: number.trim() }));
}

const LABELS = ['phone', ...NUMBER_LABELS] as const;

/** Rows before the one that cannot be read; what was read ahead of us is lost with the error. */
const recordsOf = (error: CsvError): number => ('records' in error ? Number(error.records) : 0);

/** The sign that parts the first row that is not empty into the most columns that are known. */
function delimiterOf(head: string): string | null {
  const first = head.split(/\r\n|\n|\r/).find(line => line.trim() !== '') ?? '';
  const known = DELIMITERS.map(sign => {
    const columns = first
      .split(sign)
      .map(cell => columnOf(cell.replaceAll('"', '')))
      .filter(column => column !== null);
    return { sign, columns };
  });
  const [best] = known.sort((a, b) => b.columns.length - a.columns.length);
  return best !== undefined && areEnough(best.columns) ? best.sign : null;
}

function quoteFault(row: number) {
  return {
    path: 'file',
    message: `a quotation mark that opens in row ${row} is never closed`,
    words: {
      es: `Una comilla que se abre en la fila ${row} no se cierra nunca.`,
      en: `A quotation mark that opens in row ${row} is never closed.`,
    },
  };
}
