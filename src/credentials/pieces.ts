import { type CommonWords, folded } from './common-words.ts';

/** What a guesser would make a stretch of a password from. */
export type PieceKind = 'own' | 'word' | 'year' | 'number' | 'sequence' | 'keyboard' | 'repeat' | 'unknown';

/** A stretch `[from, to)` and how many bits it costs to guess it. */
export interface Piece {
  readonly kind: PieceKind;
  readonly from: number;
  readonly to: number;
  readonly bits: number;
}

/** No word, walk or number is looked for that is longer. */
const LONGEST = 24;
const SHORTEST_WORD = 3;
/** A name of their own is the first that is tried. */
const OWN_BITS = 2;
/** Writing a word with digits for letters is one of few habits. */
const LEET_BITS = 1.5;
/** And so is writing it from its end. */
const BACKWARDS_BITS = 1.5;
const YEAR_BITS = 5;
const DATE_BITS = 13;
/** A telephone or document number can be looked up. */
const KNOWN_NUMBER_BITS = 14;
const SEQUENCE_BITS = 4;
const WALK_BITS = 6;
const TURN_BITS = 1.5;

const LEET: Readonly<Record<string, string>> = {
  '4': 'a',
  '@': 'a',
  '8': 'b',
  '3': 'e',
  '€': 'e',
  '6': 'g',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '2': 'z',
};

const NUMBERS: readonly { readonly form: RegExp; readonly kind: PieceKind; readonly bits: number }[] = [
  { form: /(?:19|20)\d\d/y, kind: 'year', bits: YEAR_BITS },
  {
    form: /(?:0?[1-9]|[12]\d|3[01])[-/.]?(?:0?[1-9]|1[0-2])[-/.]?(?:(?:19|20)?\d\d)/y,
    kind: 'year',
    bits: DATE_BITS,
  },
  {
    form: /(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])/y,
    kind: 'year',
    bits: DATE_BITS,
  },
  {
    form: /(?:\+?58|0)?(?:2[1-9]\d|4[12][246])[- .]?\d{3}[- .]?\d{4}/y,
    kind: 'number',
    bits: KNOWN_NUMBER_BITS,
  },
  { form: /[vejpg]-?\d{6,9}/y, kind: 'number', bits: KNOWN_NUMBER_BITS },
];

/** Rows of keys, each half a key to the right of the one above; the Spanish and the American layout. */
const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjklñ', 'zxcvbnm,.-'];
const SHIFTED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'!@#$%^&*()'].map((sign, at) => [sign, '1234567890'[at] ?? '']),
);
const PLACES = new Map(ROWS.flatMap((row, y) => [...row].map((key, x) => [key, { x, y }] as const)));

/** All stretches that begin at `from` and are easier to guess than letter by letter. `own`: folded names of theirs. */
export function piecesAt(
  letters: readonly string[],
  from: number,
  words: CommonWords,
  own: ReadonlySet<string>,
): Piece[] {
  return [
    ...wordsAt(letters, from, words, own),
    ...numbersAt(letters, from),
    ...sequencesAt(letters, from),
    ...walksAt(letters, from),
  ];
}

/** One letter of which nothing is known. `bits` grows with the alphabet it is from. */
export function unknownAt(letters: readonly string[], at: number): Piece {
  return {
    kind: 'unknown',
    from: at,
    to: at + 1,
    bits: bitsOf(letters[at] ?? '', at === letters.length - 1),
  };
}

function bitsOf(letter: string, isLast: boolean): number {
  if (/[0-9]/.test(letter)) return 3.3;
  if (/[-_. ]/.test(letter)) return 2.5;
  if (/[a-z]/.test(letter)) return 4.7;
  if (/[A-Z]/.test(letter)) return 5.7;
  // The sign that a rule demanded stands at the end.
  if (/[!*?#$+@]/.test(letter)) return isLast ? 1.5 : 4;
  return 6;
}

function wordsAt(
  letters: readonly string[],
  from: number,
  words: CommonWords,
  own: ReadonlySet<string>,
): Piece[] {
  const found: Piece[] = [];
  const longest = Math.min(letters.length, from + LONGEST);
  let plain = '';
  let asI = '';
  let asL = '';
  for (let at = from; at < longest; at += 1) {
    const letter = folded(letters[at] ?? '');
    plain += letter;
    asI += LEET[letter] ?? letter;
    asL += letter === '1' || letter === '!' ? 'l' : (LEET[letter] ?? letter);
    if (at + 1 - from < SHORTEST_WORD) continue;
    const written = letters.slice(from, at + 1).join('');
    for (const [spelling, extra] of [
      [plain, 0],
      [asI, LEET_BITS],
      [asL, LEET_BITS],
      [[...plain].reverse().join(''), BACKWARDS_BITS],
    ] as const) {
      const cost = extra + capitalBits(written);
      const piece = { from, to: at + 1 };
      if (own.has(spelling)) found.push({ ...piece, kind: 'own', bits: OWN_BITS + cost });
      const rank = words.get(spelling);
      if (rank !== undefined) found.push({ ...piece, kind: 'word', bits: Math.log2(rank) + 1 + cost });
    }
  }
  return found;
}

/** A capital at the start, or only capitals, is what everybody does. */
function capitalBits(written: string): number {
  const capitals = written.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals === 0) return 0;
  if (/^\p{Lu}\P{Lu}*$/u.test(written) || !/\p{Ll}/u.test(written)) return 1;
  return Math.min(capitals, written.length - capitals) * 2;
}

function numbersAt(letters: readonly string[], from: number): Piece[] {
  const text = letters.join('').toLowerCase();
  return NUMBERS.flatMap(({ form, kind, bits }) => {
    form.lastIndex = from;
    const match = form.exec(text);
    return match === null ? [] : [{ kind, from, to: from + match[0].length, bits }];
  });
}

/** `abcd`, `9876`, `2468`: every next letter as far from the one before. */
function sequencesAt(letters: readonly string[], from: number): Piece[] {
  const code = (at: number) => folded(letters[at] ?? '').charCodeAt(0);
  const step = code(from + 1) - code(from);
  if (![1, -1, 2, -2].includes(step)) return [];
  let to = from + 2;
  while (to < letters.length && code(to) - code(to - 1) === step) to += 1;
  return to - from < 3 ? [] : [{ kind: 'sequence', from, to, bits: SEQUENCE_BITS }];
}

/** `asdfgh`, `1qaz`, `!QAZ`: every next key touches the one before. */
function walksAt(letters: readonly string[], from: number): Piece[] {
  const place = (at: number) => {
    const letter = (letters[at] ?? '').toLowerCase();
    return PLACES.get(SHIFTED[letter] ?? letter);
  };
  const found: Piece[] = [];
  let turns = 0;
  let course = '';
  for (let at = from + 1; at < Math.min(letters.length, from + LONGEST); at += 1) {
    const [before, here] = [place(at - 1), place(at)];
    if (before === undefined || here === undefined) break;
    const [dx, dy] = [here.x - before.x, here.y - before.y];
    const touches =
      dy === 0 ? Math.abs(dx) === 1 : dy === 1 ? dx === 0 || dx === -1 : dy === -1 && (dx === 0 || dx === 1);
    if (!touches) break;
    const next = `${dx},${dy}`;
    if (course !== '' && next !== course) turns += 1;
    course = next;
    if (at + 1 - from >= 3) {
      found.push({ kind: 'keyboard', from, to: at + 1, bits: WALK_BITS + turns * TURN_BITS });
    }
  }
  return found;
}
