import type { HeardTicket } from './conversation.ts';

/** Who knows the state of a ticket; asked for the lookup `ticket`. Rejects with `store-away`. */
export interface TicketTeller {
  /** `number` as printed on the ticket, `OA-2026-000123`. */
  heardTicket(number: string): Promise<HeardTicket | null>;
}
