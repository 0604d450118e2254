import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CauceError } from '../kit/errors.ts';
import type { Api } from './api.ts';
import { type FieldFault, PROBLEM_TYPE, problemOf, statusOf } from './problems.ts';
import type { Problem } from './shapes/problem.ts';
import { languageAsked, looksForPage, unknownPage } from './unknown-page.ts';

/** When to try again if a part is away and nobody knows for how long, s. */
const RETRY_AFTER_S = 2;

/**
 * Every error leaves as a problem of the catalogue (RFC 9457), whoever threw it, save that a browser which looks for a page that is not
 * there is shown one that says so. `told` hears of each.
 */
export function answerErrors(app: Api, onError: (code: string, request: FastifyRequest) => void): void {
  app.setErrorHandler((error, request, reply) => onError(answerError(error, request, reply), request));
  app.setNotFoundHandler((request, reply) => {
    if (looksForPage(request)) return answerNoPage(request, reply);
    answerError(new CauceError('unknown-resource'), request, reply);
  });
}

function answerNoPage({ headers }: FastifyRequest, reply: FastifyReply): void {
  const language = languageAsked(headers['accept-language']);
  reply.code(404).header('vary', 'accept, accept-language').header('cache-control', 'no-store');
  reply.type('text/html; charset=utf-8').send(unknownPage(language));
}

/** Answers the error, and with which code. */
export function answerError(
  error: unknown,
  { log, routeOptions }: Pick<FastifyRequest, 'log' | 'routeOptions'>,
  reply: Pick<FastifyReply, 'code' | 'header' | 'type' | 'send'>,
): string {
  const problem = explain(error);
  if (problem.code === 'internal') log.error({ err: error, url: routeOptions.url }, 'failed');
  else log.debug({ code: problem.code, url: routeOptions.url }, 'refused');
  const retryAfter = retryAfterS(error, problem.status);
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  reply.code(problem.status);
  reply.type(PROBLEM_TYPE);
  reply.send(JSON.stringify(problem));
  return problem.code;
}

function explain(error: unknown): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext ?? 'body';
    const faults = error.validation.map(fault => ({
      path: [place, ...fault.instancePath.split('/').filter(Boolean)].join('.'),
      message: fault.message ?? '',
      ...wordsOf(fault.params),
    }));
    return problemOf(new CauceError('invalid-input'), faults);
  }
  if (error instanceof CauceError) return problemOf(error, faultsOf(error));
  const status = statusOfForeign(error);
  if (status === 404) return problemOf(new CauceError('unknown-resource'));
  if (status === 429) return problemOf(new CauceError('too-many-tries'));
  // The framework's own refusals: a body that is too large (413), no JSON (400) or of another type (415).
  if (status !== null && status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : '';
    return problemOf(new CauceError('invalid-input'), [{ path: 'body', message }], status);
  }
  return problemOf(new CauceError('internal'));
}

/** The sentence that a rule of ours put with its fault (`text-shape.ts`). */
function wordsOf(params: unknown): Pick<FieldFault, 'words'> {
  const { params: own } = params as { params?: { words?: FieldFault['words'] } };
  const words = own?.words;
  return words === undefined ? {} : { words };
}

/** Rules beyond the schema name their faulty fields in the error's details. */
function faultsOf(error: CauceError): FieldFault[] {
  const { faults } = error.details;
  if (!Array.isArray(faults)) return [];
  return faults.filter(
    (fault): fault is FieldFault =>
      typeof fault === 'object' && fault !== null && 'path' in fault && 'message' in fault,
  );
}

function statusOfForeign(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

function retryAfterS(error: unknown, status: number): number | null {
  const ms = error instanceof CauceError ? error.details.retryAfterMs : undefined;
  if (typeof ms === 'number') return Math.max(1, Math.ceil(ms / 1000));
  return status === 503 || status === statusOf('too-many-tries') ? RETRY_AFTER_S : null;
}
