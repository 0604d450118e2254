import type { ChainFault, ChainState } from '../../audit/events.ts';
import type { Words } from '../../kit/errors.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /audit ?kind&person&from&to&before&limit | admin | → {items: AuditCard[], total}; GET /audit/export the same as CSV
 * | GET /audit/state, POST /audit/check | admin    | → AuditState
 */

/** How the chain of the audit log stands. */
export interface AuditState extends Omit<ChainState, 'faults'> {
  readonly faults: readonly (ChainFault & { readonly words: Words })[];
}
