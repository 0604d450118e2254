import type { FastifyRequest } from 'fastify';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ErrorCode } from '../kit/errors.ts';
import { whoOf } from './api.ts';

/** Refusals that a page of ours does not run into by itself: somebody tries something. */
export const TOLD_REFUSALS: ReadonlySet<string> = new Set<ErrorCode>([
  'wrong-host',
  'wrong-origin',
  'not-allowed',
  'not-your-call',
  'wrong-password',
  'wrong-code',
  'too-many-tries',
]);
/** These routes tell of their own refusals, and more exactly. */
const LOG_IN = '/api/v1/session';
const TOLD_THERE: ReadonlySet<string> = new Set<ErrorCode>(['too-many-tries', 'wrong-code']);

/** Writes down who was refused what. */
export function auditRefusals(
  audit: Pick<AuditLog, 'note'>,
): (code: string, request: FastifyRequest) => void {
  return (code, request) => {
    const url = request.routeOptions.url;
    if (!TOLD_REFUSALS.has(code) || (TOLD_THERE.has(code) && url?.startsWith(LOG_IN))) return;
    const route = `${request.method} ${url ?? '?'}`;
    audit.note(whoOf(request), { kind: 'refused', subject: null, data: { code, route } });
  };
}
