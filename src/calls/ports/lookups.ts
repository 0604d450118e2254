import type { CustomerSummary } from '../../customers/customer.ts';

/** What a caller asking for the state of a ticket may hear. */
export interface TicketGlance {
  readonly number: string;
  readonly state: string;
  readonly level: number;
  readonly area: string;
  /** Lines whose owner may hear it without further proof. */
  readonly lines: readonly string[];
  readonly openedAt: number;
  readonly summary: string;
}

/** Read side used while a call is in progress; every verb is given a time limit by its user. */
/** Of several open tickets, the one that was opened last. */
export const newestOf = (tickets: readonly TicketGlance[]): TicketGlance | undefined =>
  tickets.toSorted((a, b) => b.openedAt - a.openedAt)[0];

export interface CallLookups {
  ticket(number: string): Promise<TicketGlance | null>;
  /** Who has the line a call comes from, as `CustomerDirectory.findByLine`, and its open tickets. */
  callerOf(line: string): Promise<{ owners: readonly CustomerSummary[]; openTickets: TicketGlance[] }>;
  /** Those that were opened from this line, and those of its owner where it has only one. */
  openTicketsOf(line: string): Promise<TicketGlance[]>;
  /** Those of a customer, and those from this line that are nobody's yet. */
  openTicketsOfCustomer(customer: string, line: string): Promise<TicketGlance[]>;
}
