import type { CommonWords } from './common-words.ts';
import { type Piece, type PieceKind, piecesAt, unknownAt } from './pieces.ts';

/** How a guesser would make a password, and after how many tries (as a power of two) it would be found. */
export interface Guess {
  readonly bits: number;
  readonly pieces: readonly Piece[];
}

/** What comes after this adds nothing: who writes that much is not guessed. */
const LOOKED_AT = 72;
/** To put one more piece behind the others. */
const JOIN_BITS = 1;
/** To put a sign between all letters. */
const SPELLED_BITS = 3;

/** What a guesser knows. */
interface Known {
  readonly words: CommonWords;
  /** Folded names of the person and the centre. */
  readonly own: ReadonlySet<string>;
  /** Bits of blocks that were looked at. */
  readonly blocks: Map<string, number>;
}

/**
 * The cheapest way to put a password together from words, years, sequences, walks over the keyboard, repeats and single
 * letters (after Wheeler, zxcvbn, USENIX Security 2016, with costs of our own and bounded work: 72 letters, at most
 * some milliseconds). `own`: folded names of the person and the centre.
 */
export function cheapestGuess(password: string, words: CommonWords, own: ReadonlySet<string>): Guess {
  // Wide letters are the same ones, and what nobody sees makes nothing harder.
  const letters = [...password.normalize('NFKC').replace(/\p{Cf}/gu, '')].slice(0, LOOKED_AT);
  const known = { words, own, blocks: new Map() };
  const guess = cheapest(letters, known);
  const spelled = cheapest(unspelled(letters), known);
  const bits = spelled.bits + SPELLED_BITS;
  return bits < guess.bits ? { ...spelled, bits } : guess;
}

/** The letters of `c.l.a.v.e` without what stands between each two; of anything else as they are. */
function unspelled(letters: readonly string[]): readonly string[] {
  const sign = letters[1] ?? '';
  const isBetween = letters.every((letter, at) => at % 2 === 0 || letter === sign);
  return isBetween && /[-_. /*]/.test(sign) ? letters.filter((_, at) => at % 2 === 0) : letters;
}

function cheapest(letters: readonly string[], known: Known): Guess {
  const best: Guess[] = [{ bits: 0, pieces: [] }];
  letters.forEach((_, position) => {
    const before = best[position] ?? { bits: Number.POSITIVE_INFINITY, pieces: [] };
    for (const piece of [
      unknownAt(letters, position),
      ...piecesAt(letters, position, known.words, known.own),
      ...repeatsAt(letters, position, known),
    ]) {
      const bits = before.bits + piece.bits + (isJoined(before.pieces.at(-1), piece) ? JOIN_BITS : 0);
      if (bits < (best[piece.to]?.bits ?? Number.POSITIVE_INFINITY)) {
        best[piece.to] = { bits, pieces: [...before.pieces, piece] };
      }
    }
  });
  return best[letters.length] ?? { bits: 0, pieces: [] };
}

/** Unknown letters in a row are one piece. */
function isJoined(last: Piece | undefined, next: Piece): boolean {
  return last !== undefined && !(last.kind === 'unknown' && next.kind === 'unknown');
}

/** `aaaa`, `abcabc`, `clave-clave-`: the first of them, and how often. */
function repeatsAt(letters: readonly string[], from: number, known: Known): Piece[] {
  const found: Piece[] = [];
  for (let length = 1; from + 2 * length <= letters.length; length += 1) {
    let to = from + length;
    while (to < letters.length && same(letters[to], letters[to - length])) to += 1;
    const times = Math.floor((to - from) / length);
    if (times < 2 || (length === 1 && times < 3)) continue;
    const block = letters.slice(from, from + length);
    found.push({
      kind: 'repeat',
      from,
      to: from + times * length,
      bits: bitsOfBlock(block, known) + Math.log2(times) + JOIN_BITS,
    });
    // Twice or three times the block says nothing new.
    if (times > 2) break;
  }
  return found;
}

function bitsOfBlock(block: readonly string[], known: Known): number {
  const text = block.join('');
  const bits = known.blocks.get(text) ?? cheapest(block, known).bits;
  known.blocks.set(text, bits);
  return bits;
}

const same = (one: string | undefined, other: string | undefined) =>
  one?.toLowerCase() === other?.toLowerCase();

/** What most of a password's letters were made of. */
export function mainKind({ pieces }: Guess): PieceKind {
  const lengths = new Map<PieceKind, number>();
  for (const { kind, from, to } of pieces) lengths.set(kind, (lengths.get(kind) ?? 0) + to - from);
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
}
