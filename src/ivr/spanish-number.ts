/** Masculine or feminine: the gender of the noun that a number counts. */
export type Gender = 'm' | 'f';

const BELOW_31 = [
  'cero',
  'uno',
  'dos',
  'tres',
  'cuatro',
  'cinco',
  'seis',
  'siete',
  'ocho',
  'nueve',
  'diez',
  'once',
  'doce',
  'trece',
  'catorce',
  'quince',
  'dieciséis',
  'diecisiete',
  'dieciocho',
  'diecinueve',
  'veinte',
  'veintiuno',
  'veintidós',
  'veintitrés',
  'veinticuatro',
  'veinticinco',
  'veintiséis',
  'veintisiete',
  'veintiocho',
  'veintinueve',
  'treinta',
] as const;
const TENS = ['cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'] as const;
const HUNDREDS = {
  m: [
    'doscientos',
    'trescientos',
    'cuatrocientos',
    'quinientos',
    'seiscientos',
    'setecientos',
    'ochocientos',
    'novecientos',
  ],
  f: [
    'doscientas',
    'trescientas',
    'cuatrocientas',
    'quinientas',
    'seiscientas',
    'setecientas',
    'ochocientas',
    'novecientas',
  ],
} as const;

/** Every word that a number below a billion (10^12) can be made of. */
export type NumberWord =
  | (typeof BELOW_31)[number]
  | (typeof TENS)[number]
  | (typeof HUNDREDS)[Gender][number]
  | 'un'
  | 'una'
  | 'veintiún'
  | 'veintiuna'
  | 'y'
  | 'cien'
  | 'ciento'
  | 'mil'
  | 'millón'
  | 'millones';

/** Beyond this a number would need "billón"; nobody owes so much. */
export const LARGEST_NUMBER = 999_999_999_999;

/**
 * A whole number from 0 to `LARGEST_NUMBER` in words. `before` is the gender of the noun that follows at once, null for a
 * number that stands alone. Real Academia, Diccionario panhispánico de dudas, "cardinales": *uno* and what ends in it
 * lose their *-o* before a masculine noun and before *mil* and *millones* (veintiún mil, treinta y un minutos), are
 * *una* before a feminine one; the hundreds take the noun's gender across *mil*, not across *millones*.
 */
export function numberWords(value: number, before: Gender | null): NumberWord[] {
  if (value === 0) return ['cero'];
  const millions = Math.floor(value / 1_000_000);
  const below = value % 1_000_000;
  return [...millionWords(millions), ...(below === 0 ? [] : upToMillion(below, before))];
}

/** "Un millón de bolívares", but "un millón cien bolívares": *de* joins a noun that follows millions at once. */
export const takesDe = (value: number): boolean => value > 0 && value % 1_000_000 === 0;

function millionWords(millions: number): NumberWord[] {
  if (millions === 0) return [];
  return millions === 1 ? ['un', 'millón'] : [...upToMillion(millions, 'm'), 'millones'];
}

function upToMillion(value: number, before: Gender | null): NumberWord[] {
  const thousands = Math.floor(value / 1_000);
  const below = value % 1_000;
  const last = below === 0 ? [] : upToThousand(below, before);
  if (thousands === 0) return last;
  if (thousands === 1) return ['mil', ...last];
  return [...hundredWords(thousands, before ?? 'm'), ...tenWords(thousands % 100, 'm'), 'mil', ...last];
}

function upToThousand(value: number, before: Gender | null): NumberWord[] {
  return [...hundredWords(value, before ?? 'm'), ...tenWords(value % 100, before)];
}

/** "Cien" alone and before what it multiplies, "ciento" before the rest of its own number. */
function hundredWords(value: number, gender: Gender): NumberWord[] {
  if (value < 100) return [];
  if (value === 100) return ['cien'];
  return value < 200 ? ['ciento'] : [HUNDREDS[gender][Math.floor(value / 100) - 2] as NumberWord];
}

function tenWords(value: number, before: Gender | null): NumberWord[] {
  if (value === 0) return [];
  if (value === 21 && before !== null) return [before === 'm' ? 'veintiún' : 'veintiuna'];
  if (value <= 30) return [unit(value, before)];
  const tens = value < 40 ? 'treinta' : (TENS[Math.floor(value / 10) - 4] as NumberWord);
  return value % 10 === 0 ? [tens] : [tens, 'y', unit(value % 10, before)];
}

function unit(value: number, before: Gender | null): NumberWord {
  if (value === 1 && before !== null) return before === 'm' ? 'un' : 'una';
  return BELOW_31[value] as NumberWord;
}
