import type { TicketPolicy } from './ticket-policy.ts';

/** The limits that hold while nobody has set the policies of that name (S1-04). */
export const DEFAULT_LIMITS: Pick<TicketPolicy, 'attentionLimitMs' | 'contactTries'> = {
  attentionLimitMs: 24 * 60 * 60 * 1000,
  contactTries: 3,
};
