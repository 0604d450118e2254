import type { Media } from '../../calls/ports.ts';

/** Beyond this the Spanish sound set has no words; nobody owes so much. */
const LARGEST = 999_999_999;

/**
 * Asterisk cannot stop `digits:` and `number:` once it speaks them (it answers 409), and whatever comes next on the
 * channel, a bridge too, waits until the last digit. So they are sent as the sounds they are made of, which can be
 * stopped. `digits:12` becomes two sounds; other media stay as they are.
 */
export function stoppable(media: Media): readonly Media[] {
  const match = /^(digits|number):(\d+)$/.exec(media);
  const [, kind, value = ''] = match ?? [];
  if (kind === 'digits') return [...value].map(sound);
  if (kind === 'number' && Number(value) <= LARGEST) return spanishNumber(Number(value)).map(sound);
  return [media];
}

/** The words of a number in Spanish, as names of the sound set: 1250 → thousand, 200, 50. */
export function spanishNumber(value: number): string[] {
  if (value < 1_000_000) return upToMillion(value);
  const millions = Math.floor(value / 1_000_000);
  const word = millions === 1 ? ['1M', 'million'] : [...beforeNoun(millions), 'millions'];
  return [...word, ...rest(value % 1_000_000)];
}

function upToMillion(value: number): string[] {
  if (value < 1_000) return upToThousand(value);
  const thousands = Math.floor(value / 1_000);
  const word = thousands === 1 ? ['thousand'] : [...beforeNoun(thousands), 'thousand'];
  return [...word, ...rest(value % 1_000)];
}

function upToThousand(value: number): string[] {
  if (value < 100) return upToHundred(value);
  // The set says "cien" for 100 alone and "ciento" before more.
  if (value === 100) return ['hundred'];
  const hundreds = Math.floor(value / 100);
  return [hundreds === 1 ? '100-and' : String(hundreds * 100), ...rest(value % 100)];
}

function upToHundred(value: number): string[] {
  if (value <= 30 || value % 10 === 0) return [String(value)];
  return [String(value - (value % 10)), 'and', String(value % 10)];
}

/** What follows the greater part; nothing when it is zero. */
function rest(value: number): string[] {
  return value === 0 ? [] : upToMillion(value);
}

/** "Treinta y un mil", not "uno". */
function beforeNoun(value: number): string[] {
  const words = upToMillion(value);
  return words.at(-1) === '1' ? [...words.slice(0, -1), '1M'] : words;
}

function sound(name: string): Media {
  return `sound:digits/${name}`;
}
