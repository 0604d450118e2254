import type { Direction } from '../calls/events.ts';
import type { CallOutcome } from '../calls/history.ts';
import type { Words } from '../kit/errors.ts';
import type { ClosedAs, TicketCard } from './events.ts';

/** What is on record of a customer: calls, messages that they left, tickets, and what was noted on either. */
export const HISTORY_KINDS = ['call', 'message', 'ticket', 'note'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** One thing of a customer's past. Instants are epoch ms, spans ms. */
export type CustomerHistoryEntry = PastCall | PastTicket | PastNote;

interface Entry {
  /** Names it among all of the customer's, and puts those of one instant in order. */
  readonly key: string;
  /** When the call began, the ticket was opened, or the note was written. */
  readonly at: number;
  /** The ticket that it is, or is on. */
  readonly ticket: Pick<TicketCard, 'number' | 'state' | 'level' | 'summary' | 'callerNumber'>;
}

/** A call that is over; `message`: nobody answered it, and the caller left a message. */
export interface PastCall extends Entry {
  readonly kind: 'call' | 'message';
  readonly call: string;
  readonly direction: Direction;
  readonly outcome: CallOutcome;
  /** Who had it last, or for whom the message is. */
  readonly agentName: string | null;
  /** What the agent chose at the end; null when nothing was. */
  readonly disposition: Words | null;
  /** Null where nobody spoke. */
  readonly talkedMs: number | null;
  /** Those that the reader may hear, oldest first; they may not be kept yet. */
  readonly recordings: readonly string[];
}

export interface PastTicket extends Entry {
  readonly kind: 'ticket';
  /** Null while it is open. */
  readonly closedAt: number | null;
  readonly closedAs: ClosedAs | null;
}

/** Written on a ticket, or with a disposition. */
export interface PastNote extends Entry {
  readonly kind: 'note';
  /** The call that it was written in or after. */
  readonly call: string | null;
  /** Who wrote it; null for somebody who is gone. */
  readonly byName: string | null;
  readonly text: string;
}

/** A place in a customer's history: everything before it is older, or stands after it. */
export type HistoryPlace = Pick<Entry, 'at' | 'key'>;

/** Newest first; those of one instant by their keys, in the order of their UTF-8 bytes. */
export function isBefore(one: HistoryPlace, other: HistoryPlace): boolean {
  return one.at < other.at || (one.at === other.at && one.key < other.key);
}

export interface CustomerHistoryPage {
  readonly items: readonly CustomerHistoryEntry[];
  /** The last of the items when there are more. */
  readonly next: HistoryPlace | null;
}
