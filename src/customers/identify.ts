import type { CustomerSummary } from './customer.ts';

/** How we came to believe who is calling. A keyed document says who, but not that it is that person. */
export type Identified = 'by-line' | 'by-document' | 'by-agent';

/** What is known of a caller, by the way it became known; null where nothing came of it. */
export interface Clues {
  readonly byAgent: CustomerSummary | null;
  readonly byLine: CustomerSummary | null;
  readonly byDocument: CustomerSummary | null;
}

/**
 * Who is calling. A person who asked the caller is believed first; the line comes before the document,
 * because a document can be keyed by anyone.
 */
export function identify(clues: Clues): { customer: CustomerSummary; how: Identified } | null {
  if (clues.byAgent !== null) return { customer: clues.byAgent, how: 'by-agent' };
  if (clues.byLine !== null) return { customer: clues.byLine, how: 'by-line' };
  if (clues.byDocument !== null) return { customer: clues.byDocument, how: 'by-document' };
  return null;
}
