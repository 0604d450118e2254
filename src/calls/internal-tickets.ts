/**
 * Which calls between two of ours have a ticket. `from-ticket`: those made while the caller has one open in their page, which they
 * hang on; `always`: all others open one of their own, too.
 */
export const INTERNAL_TICKETS = ['never', 'from-ticket', 'always'] as const;
export type InternalTickets = (typeof INTERNAL_TICKETS)[number];
