import type { Problem } from '../../src/http/shapes/problem.ts';
import type { Words } from '../../src/kit/errors.ts';

/** A request that failed, with a sentence for the person in front of the page. */
export class LinkFault extends Error {
  /** A code of the server's catalogue, or `network` when the server was not reached. */
  readonly code: string;
  readonly status: number;
  readonly words: Words;
  /** Faults by field, e.g. `password` → `too short`. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(code: string, status: number, words: Words, fields: ReadonlyMap<string, string> = new Map()) {
    super(`${code}: ${words.en}`);
    this.name = 'LinkFault';
    this.code = code;
    this.status = status;
    this.words = words;
    this.fields = fields;
  }

  /** The same, with what has led to it told first. */
  after({ es, en }: Words): LinkFault {
    const words = { es: `${es} ${this.words.es}`, en: `${en} ${this.words.en}` };
    return new LinkFault(this.code, this.status, words, this.fields);
  }
}

const UNREACHED: Words = {
  es: 'No hay conexión con el servidor. Se reintenta solo.',
  en: 'The server cannot be reached. Retrying automatically.',
};
const UNREADABLE: Words = {
  es: 'El servidor respondió algo que no se pudo entender.',
  en: 'The server sent an answer that could not be read.',
};

export const unreached = () => new LinkFault('network', 0, UNREACHED);

/** Reads an answer that is not 2xx: `application/problem+json` (RFC 9457), or anything a proxy may say. */
export function readProblem(status: number, body: unknown): LinkFault {
  if (!isProblem(body)) return new LinkFault('internal', status, UNREADABLE);
  // The server names the place in the request (`body.password`); a form knows its fields by their last name.
  const fields = new Map(
    (body.faults ?? []).map(fault => [fault.path.replace(/^body\./, ''), fault.message]),
  );
  // What is wrong with a field in words for people says more than that something is.
  const said = body.faults?.find(fault => fault.words)?.words;
  return new LinkFault(body.code, status, said ?? body.detail, fields);
}

export function asFault(thrown: unknown): LinkFault {
  return thrown instanceof LinkFault ? thrown : new LinkFault('internal', 0, UNREADABLE);
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'object' &&
    body.detail !== null &&
    'es' in body.detail
  );
}
