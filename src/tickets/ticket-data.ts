import type { TicketCard } from './events.ts';

/** Whose ticket it is; null where nobody knows or the caller is none of the customers. */
export interface TicketCustomer {
  readonly id: string;
  readonly name: string;
}

/** A ticket as the rules see it. */
export interface Ticket extends TicketCard {
  readonly solution: string;
  readonly customerId: string | null;
  /** When a person last said whose ticket it is (or that it is nobody's we know); null while only a call has. */
  readonly customerAt: number | null;
  /** The call that opened it; no call opens two. */
  readonly openedBy: string | null;
  /** The area where it began, of level 1 but for what was called about above it: there it comes back for contact with the customer (S1-31). */
  readonly homeArea: string;
  /** Counts the times a level was entered, so that a deadline knows whether it is still meant. */
  readonly levelEntry: number;
  /** The level that recorded the solution: where the ticket goes when the customer does not agree. */
  readonly solvedLevel: number | null;
  /** The areas that have worked on it, each once, in the order they came. */
  readonly workedIn: readonly string[];
  /** The highest level it has been at. */
  readonly highestLevel: number;
  /** Calls in vain since the ticket waits for contact with the customer. */
  readonly contactTries: number;
  /** The version that last changed what a decision rests on; what came after it only added to the history. */
  readonly decidedVersion: number;
}
