import { CauceError } from '../kit/errors.ts';
import { type FileRow, fault, type WrittenContact, type WrittenNumber } from './read-contact.ts';

/*
 * vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as far as a telephone book needs them: FN, N, ORG, TEL, EMAIL and NOTE. By
 * hand: `ical.js` and the like take whole texts, and none of what we found knows the QUOTED-PRINTABLE of 2.1 that older
 * mobiles still write.
 */

/** A longer line is a picture's, or nothing of ours: what goes beyond is left out. */
const LINE_MAX = 64 * 1024;
/** The first line of another property is kept, its pictures are not. */
const OURS = /^(?:[\w-]{1,60}\.)?(?:BEGIN|END|VERSION|FN|N|ORG|TEL|EMAIL|NOTE)[;:]/i;

/**
 * The cards of a file, one after the other; of the file never more is in memory than a chunk and a card.
 * Throws `contacts-file-empty` or `contacts-file-unknown` when there is no card in it.
 */
export async function* vcardRows(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let card: Property[] | null = null;
  let row = 0;
  let isEmpty = true;
  for await (const line of contentLines(text)) {
    isEmpty = false;
    const property = propertyOf(line);
    if (property === null) continue;
    const { name, value } = property;
    const isCard = value.trim().toUpperCase() === 'VCARD';
    if (name === 'BEGIN' && isCard) {
      if (card !== null) yield { row, ...fault('row-not-readable', shownIn(card)) };
      row += 1;
      card = [];
    } else if (name === 'END' && isCard) {
      if (card !== null) yield { row, written: readCard(card) };
      card = null;
    } else card?.push(property);
  }
  if (card !== null) yield { row, ...fault('row-not-readable', shownIn(card)) };
  if (isEmpty) throw new CauceError('contacts-file-empty');
  if (row === 0) throw new CauceError('contacts-file-unknown');
}

interface Property {
  /** In capitals, without its group. */
  readonly name: string;
  /** In capitals: the words of its TYPE parameters, and those of 2.1 that stand alone. */
  readonly types: readonly string[];
  /** As it stands there, apart from QUOTED-PRINTABLE. */
  readonly value: string;
}

function readCard(card: readonly Property[]): WrittenContact {
  const values = (name: string) =>
    card.filter(one => one.name === name && one.value.trim() !== '').map(one => one.value);
  const [family = '', given = '', more = ''] = parts(values('N')[0] ?? '');
  return {
    name: plain(values('FN')[0] ?? '') || [given, more, family].filter(Boolean).join(' '),
    organisation: parts(values('ORG')[0] ?? '')
      .filter(Boolean)
      .join(', '),
    note: values('NOTE').map(plain).join('\n'),
    email: plain(values('EMAIL')[0] ?? '').replace(/^mailto:/i, ''),
    numbers: card
      .filter(one => one.name === 'TEL' && one.value.trim() !== '')
      .map(one => ({ label: labelOf(one.types), number: plain(one.value) })),
  };
}

const shownIn = (card: readonly Property[]): string =>
  plain(card.find(one => one.name === 'FN' || one.name === 'N')?.value ?? '');

function labelOf(types: readonly string[]): WrittenNumber['label'] {
  const is = (...words: readonly string[]) => types.some(type => words.includes(type));
  if (is('FAX', 'PAGER', 'OTHER', 'MODEM')) return 'other';
  if (is('CELL', 'MOBILE', 'IPHONE')) return 'mobile';
  if (is('WORK')) return 'work';
  return is('HOME') ? 'home' : 'phone';
}

/** A text value (RFC 6350 §3.4): a backslash before a comma, a semicolon and itself; `\n` is a line break. */
const plain = (value: string): string =>
  value.replace(/\\([\s\S])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign)).trim();

/** The parts of a structured value: between semicolons that have no backslash before them. */
function parts(value: string): string[] {
  const found = [''];
  for (const piece of value.match(/\\[\s\S]|[^\\]/g) ?? []) {
    if (piece === ';') found.push('');
    else found[found.length - 1] += piece;
  }
  return found.map(plain);
}

/** Null: a line that is none, or of a property that we do not need. */
function propertyOf(line: string): Property | null {
  if (!OURS.test(line)) return null;
  const at = endOfName(line);
  if (at < 0) return null;
  const [name = '', ...parameters] = line.slice(0, at).split(';');
  const named = parameters.map(parameter => {
    const [left = '', right] = parameter.split('=', 2);
    return right === undefined ? { key: 'TYPE', value: left } : { key: left.toUpperCase(), value: right };
  });
  const bare = (key: string) => named.find(one => one.key === key)?.value.toUpperCase();
  const types = named
    .filter(({ key }) => key === 'TYPE')
    .flatMap(({ value }) => value.replaceAll('"', '').toUpperCase().split(','));
  const isQuoted = bare('ENCODING') === 'QUOTED-PRINTABLE' || types.includes('QUOTED-PRINTABLE');
  const value = line.slice(at + 1);
  return {
    name: name.replace(/^.*\./, '').toUpperCase(),
    types,
    value: isQuoted ? unquoted(value, bare('CHARSET')) : value,
  };
}

/** Where the value begins: at the first colon that is not within quotation marks. */
function endOfName(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

/** QUOTED-PRINTABLE (RFC 2045 §6.7) whose soft line breaks are gone already. */
function unquoted(value: string, charset: string | undefined): string {
  const pieces = value.match(/=[0-9a-f]{2}|[^=]+|=/gi) ?? [];
  const bytes = Buffer.concat(
    pieces.map(piece =>
      /^=[0-9a-f]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8'),
    ),
  );
  return decoderOf(charset).decode(bytes);
}

function decoderOf(charset = 'utf-8'): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Lines put together again: those that were folded, and those that QUOTED-PRINTABLE breaks. */
async function* contentLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let line = '';
  for await (const next of physicalLines(text)) {
    const isBroken = line.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/i.test(line);
    if (isBroken) line = joined(line.slice(0, -1), next);
    else if (/^[ \t]/.test(next)) line = joined(line, next.slice(1));
    else {
      if (line.trim() !== '') yield line;
      line = next;
    }
  }
  if (line.trim() !== '') yield line;
}

const joined = (line: string, more: string): string =>
  line.length < LINE_MAX && OURS.test(line) ? line + more : line;

async function* physicalLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    // A carriage return at the end may have its line feed in the next piece.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = (lines.pop() ?? '').slice(0, LINE_MAX);
    yield* lines;
  }
  yield rest.replace(/\r$/, '');
}
