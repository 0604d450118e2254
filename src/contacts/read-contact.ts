import { keyed } from '../customers/keyed.ts';
import { numberKind } from '../customers/number-kind.ts';
import { toLine } from '../customers/phone-number.ts';
import { characters } from '../kit/characters.ts';
import {
  CONTACT_NUMBERS_MOST,
  CONTACT_TEXTS,
  type ContactFields,
  type ContactNumber,
  NUMBER_LABELS,
  type NumberLabel,
  type RowFault,
} from './contact.ts';

/** A contact as somebody wrote it, in a form or in a file. */
export interface WrittenContact {
  readonly name: string;
  readonly organisation: string;
  readonly note: string;
  readonly email: string;
  /** In any notation; `phone`: of what kind is not said. */
  readonly numbers: readonly WrittenNumber[];
}
export interface WrittenNumber {
  readonly label: NumberLabel | 'phone';
  readonly number: string;
}

/** What stands in one row of a spreadsheet, or on one card of a vCard file. */
export type FileRow = { readonly row: number; readonly written: WrittenContact } | RowFault;

export type ReadContact =
  | { readonly contact: ContactFields }
  | { readonly why: RowFault['why']; readonly text: string };

/** Of a fault no more than this is shown. */
const SHOWN = 60;
/** What can be dialled: E.164, a short number, a star code. */
const DIALLED = /^(?:\+\d{8,15}|\d{2,6}|[*#][0-9*#]{1,19})$/;
/** One address, without a display name; whether somebody reads it there nobody knows before they write. */
const EMAIL = /^[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/u;
/** Controls and what turns the direction of writing; what joins letters or the parts of an emoji stays. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Everything that must be true of a contact, whoever wrote it; the first thing that is not is told. */
export function readContact(written: WrittenContact, country: string): ReadContact {
  const name = tidyLine(written.name);
  if (name === '') return fault('name-missing', written.organisation || (written.numbers[0]?.number ?? ''));
  const given = written.numbers.filter(({ number }) => number.trim() !== '');
  if (given.length === 0) return fault('number-missing', name);
  const numbers: ContactNumber[] = [];
  for (const { label, number } of given) {
    const line = dialledNumber(number, country);
    if (line === null) return fault('number-not-valid', number);
    if (!numbers.some(one => one.number === line))
      numbers.push({ label: label === 'phone' ? labelOf(line) : label, number: line });
  }
  const contact: ContactFields = {
    name,
    organisation: tidyLine(written.organisation),
    note: tidyNote(written.note),
    email: tidyLine(written.email),
    numbers: NUMBER_LABELS.flatMap(label => numbers.filter(one => one.label === label)),
  };
  const long = (['name', 'organisation', 'email', 'note'] as const).find(
    field => characters(contact[field]) > CONTACT_TEXTS[field].most,
  );
  if (long !== undefined) return fault('too-long', contact[long]);
  if (numbers.length > CONTACT_NUMBERS_MOST)
    return fault('too-long', numbers.map(one => one.number).join(' '));
  if (contact.email !== '' && !isEmail(contact.email)) return fault('email-not-valid', contact.email);
  return { contact };
}

/** A number in any notation as it is kept and dialled; null when it cannot be dialled. */
export function dialledNumber(written: string, country: string): string | null {
  if (written.length > CONTACT_TEXTS.number.most * 2) return null;
  const line = toLine(keyed(written), country);
  return DIALLED.test(line) ? line : null;
}

export const isEmail = (text: string): boolean => EMAIL.test(text);

/** A telephone that is not said to be anything else is at work, unless its number is a mobile's. */
const labelOf = (line: string): NumberLabel => (numberKind(line)?.type === 'MOBILE' ? 'mobile' : 'work');

/** One line without what nobody sees. */
export function tidyLine(text: string): string {
  return well(text).replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim();
}

/** The same with its lines. */
export function tidyNote(text: string): string {
  const lines = well(text).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
  return lines
    .map(line => line.replace(UNSEEN, kept => (kept === '\t' ? ' ' : '')).trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Half of a surrogate pair is in no text of a person, and no database keeps it. */
const well = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');

/** What is wrong, and so much of what stands there that it is found again. */
export function fault(why: RowFault['why'], text: string): { why: RowFault['why']; text: string } {
  const line = tidyLine(text.slice(0, 4 * SHOWN));
  return { why, text: characters(line) > SHOWN ? `${[...line].slice(0, SHOWN - 1).join('')}…` : line };
}
