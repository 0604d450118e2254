import { CauceError, type Words } from '../kit/errors.ts';
import { commonWords, folded } from './common-words.ts';
import { cheapestGuess, mainKind } from './guessing.ts';
import type { PieceKind } from './pieces.ts';

/**
 * A password that is found in fewer tries than two to this power is refused: at the five tries in five minutes that
 * a log-in allows nobody gets there, and whoever has a stolen hash (argon2id, some 30 ms a try) needs a year of one core.
 */
const BITS_MIN = 30;

/** Whose password it is: names that are tried first. */
export interface Owner {
  readonly username: string;
  readonly displayName: string;
  /** The name under which people reach the centre. */
  readonly centre: string;
}

const ADVICE: Words = {
  es: 'Mejor tres o cuatro palabras sueltas que nadie asocie con usted, o una propuesta al azar.',
  en: 'Better: three or four unrelated words that nobody connects with you, or a random proposal.',
};

const WHY: Readonly<Record<PieceKind, Words>> = {
  own: {
    es: 'Esa contraseña está hecha con su nombre, su usuario o el nombre del centro.',
    en: 'That password is made of your name, your user name or the name of the centre.',
  },
  word: {
    es: 'Esa contraseña es una palabra o clave muy usada con algo detrás: se prueba entre las primeras.',
    en: 'That password is a common word or password with something after it: among the first to be tried.',
  },
  year: {
    es: 'Esa contraseña es poco más que una fecha o un año.',
    en: 'That password is little more than a date or a year.',
  },
  number: {
    es: 'Esa contraseña es poco más que un número de teléfono o de documento, que se puede averiguar.',
    en: 'That password is little more than a telephone or document number, which can be found out.',
  },
  sequence: {
    es: 'Esa contraseña es poco más que letras o números seguidos.',
    en: 'That password is little more than letters or numbers in their order.',
  },
  keyboard: {
    es: 'Esa contraseña es poco más que teclas vecinas del teclado.',
    en: 'That password is little more than keys side by side.',
  },
  repeat: {
    es: 'Esa contraseña repite siempre lo mismo.',
    en: 'That password repeats the same thing.',
  },
  unknown: {
    es: 'Esa contraseña tiene demasiado poco que adivinar.',
    en: 'There is too little in that password to be guessed.',
  },
};

/** Why a password would be guessed, and what is better, or null. Its length is the schema's business. */
export async function weakness(password: string, owner: Owner): Promise<Words | null> {
  const guess = cheapestGuess(password, await commonWords(), namesOf(owner));
  if (guess.bits >= BITS_MIN) return null;
  const why = WHY[mainKind(guess)];
  return { es: `${why.es} ${ADVICE.es}`, en: `${why.en} ${ADVICE.en}` };
}

/** Throws `invalid-input` with the reason for a password that would be guessed; `field` is its place in the body. */
export async function refuseWeak(password: string, owner: Owner, field = 'password'): Promise<void> {
  const words = await weakness(password, owner);
  if (words === null) return;
  throw new CauceError('invalid-input', { faults: [{ path: `body.${field}`, message: words.en, words }] });
}

/** The whole names and their parts, folded. */
function namesOf({ username, displayName, centre }: Owner): ReadonlySet<string> {
  const names = [username, displayName, centre].flatMap(name => {
    const text = folded(name);
    return [text, text.replace(/[^\p{L}\p{N}]/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)];
  });
  return new Set(names.filter(name => name.length >= 3));
}
