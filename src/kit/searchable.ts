/**
 * The form in which texts are searched: compatibility forms undone (NFKD), without accents, in lower case, each run of
 * punctuation and spaces as one space. `Panadería "El Sol", C.A.` is `panaderia el sol c a`. Pages use it as well.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export const LEAST_LETTERS = 3;
export const LEAST_DIGITS = 4;

/**
 * What a search text is good for.
 *
 * all        nothing was typed: everything
 * too-short  neither three letters nor four digits, and no number either: nothing
 * exact      one to three digits, perhaps after the letters of a document, an account or a ticket (`V-101`, `OA-7`,
 *            `CT-42`): only what bears exactly this number
 * enough     whatever has all its words and numbers in it
 */
export type Reach = 'all' | 'too-short' | 'exact' | 'enough';

export function reachOf(text: string): Reach {
  const plain = folded(text);
  if (plain === '') return text.trim() === '' ? 'all' : 'too-short';
  const digits = plain.replace(/\P{Nd}/gu, '').length;
  const letters = plain.replace(/\P{L}/gu, '').length;
  if (letters >= LEAST_LETTERS || digits >= LEAST_DIGITS) return 'enough';
  return digits > 0 && NUMBER.test(plain) ? 'exact' : 'too-short';
}

/** The letters that stand before a number: those of documents and accounts, and a ticket's. */
const PREFIX = '(?:[vejgpc]|oa)';
/** The same of accounts of any centre, where it is not a word of its own (`el 5550103`). */
const ANY_PREFIX = '(?:[vejgpc]|[a-z]{2})';
const NUMBER = new RegExp(`^${ANY_PREFIX}? ?\\d[\\d ]*$`);
const NUMBER_START = new RegExp(`^(${ANY_PREFIX})?(\\d+)$`);
const PREFIX_ALONE = new RegExp(`^${PREFIX}$`);
const ANY_PREFIX_ALONE = new RegExp(`^${ANY_PREFIX}$`);

/** One word, or one number with the letters before it; `phrase` is what stood there, folded. */
export type SearchPart =
  | { readonly kind: 'word'; readonly phrase: string }
  | { readonly kind: 'number'; readonly phrase: string; readonly prefix: string; readonly digits: string };

/** The words and numbers of a search text. Groups of digits that follow each other are one number: `0414 555-01.03`. */
export function partsOf(text: string): SearchPart[] {
  const tokens = folded(text).split(' ').filter(Boolean);
  const prefixAlone = reachOf(text) === 'exact' ? ANY_PREFIX_ALONE : PREFIX_ALONE;
  const parts: SearchPart[] = [];
  for (let at = 0; at < tokens.length; ) {
    const from = at;
    let prefix = '';
    if (prefixAlone.test(tokens[at] ?? '') && /^\d+$/.test(tokens[at + 1] ?? '')) {
      prefix = tokens[at] ?? '';
      at += 1;
    }
    const start = NUMBER_START.exec(tokens[at] ?? '');
    if (start === null) {
      parts.push({ kind: 'word', phrase: tokens[at] ?? '' });
      at += 1;
      continue;
    }
    prefix += start[1] ?? '';
    let digits = start[2] ?? '';
    at += 1;
    for (; /^\d+$/.test(tokens[at] ?? ''); at += 1) digits += tokens[at];
    parts.push({ kind: 'number', phrase: tokens.slice(from, at).join(' '), prefix, digits });
  }
  return parts;
}

/** Whether a short text, like a name, has every word and number in it that somebody typed. */
export function hasParts(typed: string, text: string): boolean {
  const plain = folded(text);
  return partsOf(typed).every(({ phrase }) => plain.includes(phrase));
}
