import type { Words } from '../kit/errors.ts';

/** A part cannot be had on this machine today; the sentence says why and what to do instead. */
export class PartUnavailableError extends Error {
  constructor(part: string, variable: string, cause: unknown) {
    const reason = wordsOf(cause);
    super(
      `No se pudo preparar ${part}: ${reason.es}\n` +
        `Revise la conexión con el espejo de Debian, o dé una dirección con ${variable}, o use «docker compose up».\n` +
        `${part} could not be prepared: ${reason.en}\n` +
        `Check the connection to the Debian mirror, give an address in ${variable}, or use "docker compose up".`,
    );
    this.name = 'PartUnavailableError';
  }
}

/** A fault that people are told of in their language, or what it says of itself. */
function wordsOf(cause: unknown): Words {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof Error) || !('words' in cause)) return { es: message, en: message };
  return cause.words as Words;
}
