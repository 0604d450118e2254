import { CauceError } from '../kit/errors.ts';

/** Words most guessed passwords of ten characters and more are built from, in the languages of our people. */
const GUESSED_FIRST = [
  '0123456789',
  '1234567890',
  '9876543210',
  'qwertyuiop',
  'contrasena',
  'contraseña',
  'password',
  'bienvenido',
  'venezuela',
  'iloveyou',
  'teamo',
  'cambiame',
  'changeme',
  'administrador',
  'letmein',
];

/** Fewer different characters than this is a pattern, not a password. */
const DIFFERENT_CHARACTERS_MIN = 5;

/**
 * Why a password would be guessed among the first, or null. Length is the schema's business. A listed word is
 * a fault only when little else is left beside it.
 */
export function weakness(password: string, username: string): string | null {
  const text = password.toLowerCase();
  if (new Set(text).size < DIFFERENT_CHARACTERS_MIN) return 'too few different characters';
  const name = username.toLowerCase();
  if (name.length >= 4 && text.replaceAll(name, '').length < 6) return 'built on the user name';
  for (const word of GUESSED_FIRST) {
    if (text.includes(word) && text.replaceAll(word, '').length < 6) return 'among the first to be guessed';
  }
  return null;
}

/** Throws `invalid-input` with the reason for a password that would be guessed. */
export function refuseWeak(password: string, username: string): void {
  const why = weakness(password, username);
  if (why !== null)
    throw new CauceError('invalid-input', { faults: [{ path: 'body.password', message: why }] });
}
