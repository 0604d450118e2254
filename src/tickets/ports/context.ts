import type { Person } from '../../agents/ports.ts';
import type { CallStory } from '../../calls/call-story.ts';
import type { CallFact } from '../../calls/events.ts';
import type { Agreement, TicketFact } from '../events.ts';
import type { Ticket } from '../ticket-data.ts';
import type { DispositionRule, TicketPolicy } from '../ticket-policy.ts';

/** What the workflow reads besides tickets. */
export interface TicketContext {
  policy(): Promise<TicketPolicy>;
  /** The call as folded so far, or null when nothing of it was saved yet. */
  call(id: string): Promise<CallStory | null>;
  /** The newest answered call with the ticket's customer that went on after `since` (epoch ms). */
  talk(ticket: Ticket, since: number): Promise<Agreement | null>;
  /** A call and its ticket at one moment. */
  callWithTicket(call: string): Promise<CallWithTicket>;
  /** Every fact of these calls, oldest first. */
  callFacts(calls: readonly string[]): Promise<{ call: string; fact: CallFact }[]>;
  /** What every disposition does and is called. */
  dispositions(): Promise<readonly DispositionRule[]>;
  people(): Promise<readonly Person[]>;
  /** The names of these customers by id; anyone who is gone has none. */
  customerNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What people call each queue, and each area. */
  queues(): Promise<readonly { readonly name: string; readonly title: string }[]>;
  areas(): Promise<readonly { readonly name: string; readonly title: string }[]>;
}

/** All that must be known of a call and its ticket to bring the one up to the other. */
export interface CallWithTicket {
  /** Null when nothing of it was saved yet. */
  readonly call: CallStory | null;
  /** The ticket it opened or joined, else the one it names. */
  readonly ticket: Ticket | null;
  /** Whether the call is on that ticket already. */
  readonly joined: boolean;
  /** What the ticket has noted of this call about who took it and who was reached, oldest first. */
  readonly noted: readonly TicketFact[];
  /** For the snapshot on the ticket; null while the caller is not known. */
  readonly customerName: string | null;
  readonly policy: TicketPolicy;
}
