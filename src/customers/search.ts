import { folded, LEAST_DIGITS, partsOf, reachOf, type SearchPart } from '../kit/searchable.ts';
import type { CustomerSummary } from './customer.ts';
import { documentKey } from './document.ts';
import { numberForms } from './phone-number.ts';

/**
 * What a thing is found by, in one text that is kept beside it: a line for each field in each of its forms, between line
 * breaks, so that a whole field can be asked for as well as a part of it.
 */
export function searchText(fields: {
  readonly words?: readonly (string | null)[];
  readonly telephones?: readonly string[];
  /** Documents and accounts: letters and a number. */
  readonly codes?: readonly string[];
}): string {
  const lines = [
    ...(fields.words ?? []).flatMap(text => [folded(text ?? ''), ...numbersIn(text ?? '')]),
    ...(fields.telephones ?? []).map(digitsOf),
    ...(fields.codes ?? []).flatMap(codeForms),
  ];
  return `\n${[...new Set(lines.filter(Boolean))].join('\n')}\n`;
}

/** Everything a customer is searched by. */
export function customerSearchText({ name, document, lines, account }: CustomerSummary): string {
  return searchText({
    words: [name],
    telephones: lines.map(line => line.number),
    codes: [document, account.id],
  });
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function codeForms(code: string): string[] {
  const key = documentKey(code);
  const letters = folded(code).replace(/[\d ]/g, '');
  return [folded(code), digitsOf(code), key, key === '' ? '' : letters + key];
}

/** A telephone number or document that somebody wrote into a text, whatever separates its digits. */
function numbersIn(text: string): string[] {
  return (text.match(/\d[\d\s().\-/]{5,}\d/g) ?? []).map(digitsOf);
}

/** One thing that must be found: any of `texts` is part of the search text. */
export interface SearchTerm {
  readonly texts: readonly string[];
  /** The number that was asked for, for things that have a number of their own; null when it is a word. */
  readonly number: { readonly prefix: string; readonly digits: string } | null;
}

/** What was asked for; all `terms` must be found. */
export type Sought =
  | { readonly reach: 'all' }
  | { readonly reach: 'too-short' }
  | { readonly reach: 'exact' | 'enough'; readonly terms: readonly SearchTerm[] };

/**
 * How a number is found: by any of its digits, or only when all of it is typed. The second is for who is not to see telephone
 * numbers: what is found by some digits says what the others are, one after the other.
 */
export type NumberReach = 'parts' | 'whole';

/** Reads what a person typed into a search field. `country` is the ISO code national numbers are read in. */
export function soughtOf(text: string, country: string, numbers: NumberReach = 'parts'): Sought {
  const reach = reachOf(text);
  if (reach === 'all' || reach === 'too-short') return { reach };
  return { reach, terms: partsOf(text).map(part => termOf(part, reach, country, numbers)) };
}

/** Whether it asks for what is a whole telephone number, as far as one can tell. */
export function asksForTelephone(text: string, country: string): boolean {
  return partsOf(text).some(
    part => part.kind === 'number' && part.prefix === '' && numberForms(part.digits, country).length > 0,
  );
}

function termOf(
  part: SearchPart,
  reach: 'exact' | 'enough',
  country: string,
  numbers: NumberReach,
): SearchTerm {
  if (part.kind === 'word') return { texts: [part.phrase, ...spelled(part.phrase)], number: null };
  const { prefix, digits, phrase } = part;
  const bare = digits.replace(/^0+/, '');
  const whole = bare === '' ? [] : [`\n${prefix}${bare}\n`];
  if (reach === 'exact') return { texts: whole, number: { prefix, digits } };
  // Letters before it make it a document or an account, which is no secret.
  if (numbers === 'whole' && prefix === '') {
    const forms = numberForms(digits, country).map(form => `\n${form}\n`);
    return { texts: [...new Set([...whole, ...forms])], number: { prefix, digits } };
  }
  // A part of a telephone number, or the beginning of a document.
  const partly = prefix === '' ? [digits, ...numberForms(digits, country), bare] : [];
  const long = partly.filter(each => each.length >= LEAST_DIGITS);
  const begun = prefix !== '' && digits.length >= LEAST_DIGITS && bare !== '' ? [`\n${prefix}${bare}`] : [];
  return { texts: [...new Set([phrase, ...whole, ...long, ...begun])], number: { prefix, digits } };
}

/** A short word as the abbreviation that it may be in the text: `ca` finds `C.A.`, which is folded to `c a`. */
const spelled = (word: string): string[] => (/^[a-z]{2,4}$/.test(word) ? [` ${[...word].join(' ')}`] : []);

/** Whether a search text has what was asked for; a store in SQL asks the same with LIKE. */
export function hasTerm(text: string, term: SearchTerm): boolean {
  return term.texts.some(each => text.includes(each));
}
