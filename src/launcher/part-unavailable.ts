import type { Words } from '../kit/errors.ts';
import { isDiskFull } from './apt-fault.ts';
import { cacheFolder } from './cache.ts';

/** A part cannot be had on this machine today; the sentence says why and what to do instead. */
export class PartUnavailableError extends Error {
  constructor(part: string, variable: string, cause: unknown) {
    super(isDiskFull(cause) ? noRoom(part) : notToBeHad(part, variable, wordsOf(cause)));
    this.name = 'PartUnavailableError';
  }
}

/** What all parts take in the cache while they are unpacked, MB. */
const ROOM_MB = 500;

function noRoom(part: string): string {
  const folder = cacheFolder();
  return (
    `No se pudo preparar ${part}: no hay espacio en ${folder}; hacen falta unos ${ROOM_MB} MB. ` +
    'Libérelos o elija otra carpeta con CAUCE_CACHE.\n' +
    `${part} could not be prepared: there is no room in ${folder}; about ${ROOM_MB} MB are needed. ` +
    'Free them or choose another folder with CAUCE_CACHE.'
  );
}

function notToBeHad(part: string, variable: string, reason: Words): string {
  return (
    `No se pudo preparar ${part}: ${reason.es}\n` +
    `Revise la conexión con el espejo de Debian, o dé una dirección con ${variable}, o use «docker compose up».\n` +
    `${part} could not be prepared: ${reason.en}\n` +
    `Check the connection to the Debian mirror, give an address in ${variable}, or use "docker compose up".`
  );
}

/** A fault that people are told of in their language, or what it says of itself. */
function wordsOf(cause: unknown): Words {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof Error) || !('words' in cause)) return { es: message, en: message };
  return cause.words as Words;
}
