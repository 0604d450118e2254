import type { Effect } from '../calls/dispositions.ts';
import type { CallFact } from '../calls/events.ts';
import type { EndReason } from '../calls/rules/end-reason.ts';
import type { Words } from '../kit/errors.ts';

/**
 * The Orden de Atención (OA).
 *
 *   received ──(agent answers / worker)──▶ in-progress level 1 ──solved──▶ contact-customer ──agreed──▶ closed
 *                                              │ time box or button              ▲     │ not agreed
 *                                              ▼                                 │     ▼
 *                                          in-progress level 2 … n ──solved──────┘   in-progress
 *
 * A call abandoned before an agent, or that found its queue closed, leaves its ticket in `received`: it is work to
 * call that customer back. Whom the menu told all they asked for, and who hung up in it, needs nobody: that ticket is
 * closed at once (`ClosedAs`).
 */
export const TICKET_STATES = ['received', 'in-progress', 'contact-customer', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** The answered call with the customer in which they agreed. */
export interface Agreement {
  readonly call: string;
  /** When it was answered, epoch ms. */
  readonly at: number;
  /** Who spoke with them: a person's id. */
  readonly agent: string;
}

/** How a ticket was closed: by a person, by what its call came to in the menu, or because it was among ourselves. */
export const CLOSED_AS = [
  'agreed',
  'unreachable',
  'informed-by-menu',
  'left-in-menu',
  'ended-by-menu',
  'internal-call',
] as const;
export type ClosedAs = (typeof CLOSED_AS)[number];

/** How a person closes a ticket: the customer agreed in a call, or could not be reached. */
export const CLOSING_WAYS = ['call', 'unreachable'] as const;
export type ClosingWay = (typeof CLOSING_WAYS)[number];

/** The steps a person can take, in the order pages show them. */
export const TICKET_ACTIONS = [
  'take',
  'describe',
  'note',
  'escalate',
  'record-solution',
  'return-to-contact',
  'close',
  'reopen',
  'identify',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** What made a ticket go one level up. */
export type EscalatedBy = 'button' | 'deadline' | 'disposition';

/** One line of a ticket's timeline that is not a fact of a call. */
export type TicketFact =
  | { readonly kind: 'opened'; readonly call: string | null }
  | { readonly kind: 'call-joined'; readonly call: string }
  | { readonly kind: 'taken'; readonly by: string }
  /** A caller left a message for this agent, who gets the ticket. */
  | { readonly kind: 'message-for'; readonly agent: string }
  | { readonly kind: 'described'; readonly by: string; readonly summary: string }
  | { readonly kind: 'noted'; readonly by: string; readonly text: string }
  | {
      readonly kind: 'level-entered';
      readonly level: number;
      readonly area: string;
      readonly dueAt: number | null;
    }
  | {
      readonly kind: 'escalated';
      readonly fromLevel: number;
      readonly toLevel: number;
      readonly area: string;
      readonly by: string | null;
      readonly why: EscalatedBy;
      readonly reason: string;
    }
  | { readonly kind: 'solved'; readonly by: string; readonly solution: string }
  | { readonly kind: 'contact-due'; readonly area: string }
  | {
      readonly kind: 'contact-tried';
      readonly by: string;
      readonly call: string;
      readonly reached: boolean;
      /** Why the customer was not reached, and whether that is a try; unknown for those of an older version. */
      readonly why?: EndReason;
      readonly counts?: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly by: string;
      readonly agreed: boolean;
      readonly how: ClosingWay;
      /** Where the customer agreed; facts of an older version do not name it. */
      readonly talk?: Agreement;
    }
  /** The call ended in the menu, before it came to a queue. */
  | { readonly kind: 'left-in-menu' }
  /** The flow hung up in the menu. */
  | { readonly kind: 'ended-by-menu' }
  /** It is of a call between two of ours, and there is nothing more to do for it. */
  | { readonly kind: 'internal-call' }
  /** The menu told the caller all they asked for, and nobody has to do anything. */
  | { readonly kind: 'informed-by-menu' }
  | {
      readonly kind: 'reopened';
      readonly by: string;
      readonly why: string;
      /** The new attention limit, where the old one had passed while the ticket was closed. */
      readonly attentionDueAt?: number;
    }
  | { readonly kind: 'disposition'; readonly by: string; readonly code: string; readonly note: string }
  | { readonly kind: 'attention-limit-passed'; readonly dueAt: number }
  /** Somebody attached what their page knows of its telephone, of a span (epoch ms). */
  | {
      readonly kind: 'diagnosis-attached';
      readonly by: string;
      readonly diagnosis: string;
      readonly since: number;
      readonly until: number;
    }
  /** An agent has promised the customer a call. */
  | { readonly kind: 'call-scheduled'; readonly by: string; readonly dueAt: number; readonly note: string }
  /** And says that it is done, or why it is not made; one that is made tells of itself. */
  | {
      readonly kind: 'scheduled-call-closed';
      readonly by: string;
      readonly how: 'done' | 'discarded';
      readonly why: string;
    }
  /** A person said on the ticket whose it is; null: none of the customers. */
  | { readonly kind: 'customer-set'; readonly by: string; readonly customer: string | null };

export interface TimelineEntry {
  readonly at: number;
  readonly source: 'ticket' | 'call';
  readonly call: string | null;
  readonly fact: TicketFact | CallFact;
  /** Ready sentence for people. */
  readonly words: Words;
}

/** Who called whom: people's ids. */
export interface InternalCall {
  readonly caller: string;
  readonly called: string;
}

/** A ticket in lists. */
export interface TicketCard {
  readonly number: string;
  readonly state: TicketState;
  readonly level: number;
  /** Work group, e.g. `averias`, `nivel-2`, `cor`. */
  readonly area: string;
  readonly topic: string;
  readonly priority: number;
  readonly summary: string;
  readonly callerNumber: string;
  readonly customerName: string | null;
  /** Which two of ours called each other (people's ids), where it was opened by such a call; it has no customer's number then. */
  readonly internal: InternalCall | null;
  /** Person's id. */
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  readonly openedAt: number;
  readonly updatedAt: number;
  /** End of the present level's time box, or null. */
  readonly levelDueAt: number | null;
  /** 24 h from the report (S1-04), or from the reopening when they had passed by then. */
  readonly attentionDueAt: number | null;
  /** The caller left the queue before being answered, and is to be called back. */
  readonly abandoned: boolean;
  /** Null while it is open. */
  readonly closedAs: ClosedAs | null;
  /** For compare-and-set: send it back with every change. */
  readonly version: number;
}

/** The same for pages. */
export interface Talk extends Agreement {
  readonly agentName: string;
}

export interface TicketPage extends TicketCard {
  readonly solution: string;
  readonly customerId: string | null;
  readonly calls: readonly string[];
  /** Calls in vain still to be made before the ticket may be closed with `how: 'unreachable'`. */
  readonly contactTriesLeft: number;
  /** The call in which the customer can have agreed, newest first found; null when there is none (`no-talk`). */
  readonly talk: Talk | null;
  /** What the present reader may do now. */
  readonly actions: readonly TicketAction[];
  /** What the disposition of a call of the reader's may do to it as it stands; of a session that has ended, of its last call. */
  readonly effects: readonly Effect[];
  readonly timeline: readonly TimelineEntry[];
}
