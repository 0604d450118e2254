import type { CustomerSummary } from './customer.ts';

/**
 * How we came to believe who is calling: the line had one owner, a document was keyed in the menu, the call is made
 * from a ticket whose customer is known, or an agent asked the caller.
 */
export const IDENTIFIED_BY = ['line', 'document', 'ticket', 'agent'] as const;
export type IdentifiedBy = (typeof IDENTIFIED_BY)[number];

/** The customer a line speaks for. A line of several customers says which telephone it is, not who speaks: null. */
export function soleOwner(owners: readonly CustomerSummary[]): CustomerSummary | null {
  return owners.length === 1 ? (owners[0] ?? null) : null;
}
