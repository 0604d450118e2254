/** A part cannot be had on this machine today; the sentence says why and what to do instead. */
export class PartUnavailableError extends Error {
  constructor(part: string, variable: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `No se pudo preparar ${part}: ${reason}\n` +
        `Revise la conexión con el espejo de Debian, o dé una dirección con ${variable}, o use «docker compose up».\n` +
        `${part} could not be prepared. Check the connection to the Debian mirror, give an address in ${variable}, ` +
        'or use "docker compose up".',
    );
    this.name = 'PartUnavailableError';
  }
}
