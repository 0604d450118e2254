import { z } from 'zod';
import { CATALOGUE, type CauceError, type ErrorCode, type ErrorKind } from '../kit/errors.ts';
import type { Problem } from './shapes/problem.ts';

/** How a kind of error is told in HTTP when its code has no status of its own. */
const STATUS_OF_KIND = {
  refused: 409,
  gone: 410,
  busy: 409,
  broken: 503,
} as const satisfies Record<ErrorKind, number>;

const STATUS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  'wrong-host': 421,
  'wrong-origin': 403,
  'not-logged-in': 401,
  'wrong-credentials': 401,
  'log-in-over': 401,
  'wrong-proof': 422,
  'too-many-tries': 429,
  'not-allowed': 403,
  'not-in-sight': 403,
  'not-your-call': 403,
  'not-your-queue': 403,
  'confidentiality-not-accepted': 403,
  'session-ending': 403,
  'invalid-input': 400,
  'unknown-resource': 404,
  'search-too-short': 422,
  'document-not-valid': 422,
  'number-not-valid': 422,
  'summary-missing': 422,
  'solution-missing': 422,
  'disposition-missing': 422,
  'number-stays-hidden': 403,
  'no-number': 422,
  'disposition-unfit': 422,
  'no-talk': 422,
  'no-route': 422,
  // What is there contradicts what was kept; trying again changes nothing.
  'recording-damaged': 409,
  'outgoing-emergency': 422,
  'outgoing-not-a-number': 422,
  'outgoing-not-own': 422,
  'outgoing-abroad': 422,
  'outgoing-high-risk': 422,
  'outgoing-premium': 422,
  'outgoing-satellite': 422,
  'outgoing-class': 422,
  'outgoing-no-permission': 403,
  'outgoing-no-conference': 403,
  'outgoing-locked': 403,
  'number-not-of-contact': 422,
  'contacts-file-empty': 422,
  'contacts-file-unknown': 422,
  'contacts-columns-unknown': 422,
  'contacts-quote-open': 422,
  'contacts-file-too-large': 413,
  'upload-stopped': 408,
  'wrong-password': 422,
  'wrong-code': 422,
  'enrolment-over': 422,
  overloaded: 503,
  stopping: 503,
  internal: 500,
};

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function statusOf(code: ErrorCode): number {
  return STATUS_OF_CODE[code] ?? STATUS_OF_KIND[CATALOGUE[code][0]];
}

/** A fault of one field; `path` is like `body.queues.0`. */
export type FieldFault = NonNullable<Problem['faults']>[number];

/** The body of an error's answer. `status` is given only where HTTP itself is more exact (413, 415). */
export function problemOf(
  error: CauceError,
  faults: readonly FieldFault[] = [],
  status: number = statusOf(error.code),
): Problem {
  return {
    type: `urn:cauce:problem:${error.code}`,
    title: error.words.en,
    status,
    code: error.code,
    detail: error.words,
    ...(faults.length > 0 ? { faults } : {}),
    ...(typeof error.details.present === 'string' ? { present: error.details.present } : {}),
  };
}

/** What every route may answer besides its own codes. */
const EVERYWHERE = [
  'wrong-host',
  'wrong-origin',
  'invalid-input',
  'not-logged-in',
  'not-allowed',
  'session-ending',
  'confidentiality-not-accepted',
  'too-many-tries',
  'store-away',
  'internal',
] as const satisfies readonly ErrorCode[];

/** The error answers of a route for the API document, one schema a status, each with the codes it can carry. */
export function failing(...codes: readonly ErrorCode[]): Record<number, z.ZodType> {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of [...EVERYWHERE, ...codes]) {
    const status = statusOf(code);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries([...byStatus].map(([status, known]) => [status, problemShape([...known])]));
}

function problemShape(codes: readonly ErrorCode[]): z.ZodType {
  const meaning = codes.map(code => `\`${code}\`: ${CATALOGUE[code][2]}`).join(' ');
  return z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      code: z.enum(codes),
      detail: z.object({ es: z.string(), en: z.string() }),
      faults: z
        .array(
          z.object({
            path: z.string(),
            message: z.string(),
            words: z.object({ es: z.string(), en: z.string() }).optional(),
          }),
        )
        .optional(),
      ...(codes.includes('changed-meanwhile')
        ? { present: z.string().optional().describe('the text that stands there now') }
        : {}),
    })
    .describe(meaning);
}
