import type { CustomerSummary } from '../customers/customer.ts';
import type { IdentifiedBy } from '../customers/identify.ts';
import type { Words } from '../kit/errors.ts';
import type { Gender } from './spanish-number.ts';

/** One thing to be heard. Adapters turn it into the switch's media; see `aloud` for money. */
export type Prompt =
  /** An audio file of `ivr-flows/prompts/es`, named without its ending. */
  | { readonly kind: 'file'; readonly name: string }
  /** Spoken one by one: ticket numbers, telephone numbers. */
  | { readonly kind: 'digits'; readonly value: string }
  /** Spoken as a whole number, never negative; `before` is the gender of the noun that follows, null for none. */
  | { readonly kind: 'number'; readonly value: number; readonly before: Gender | null }
  | { readonly kind: 'money'; readonly amount: number; readonly currency: string };

/** What the caller of a queue is told while waiting, apart from each other: an agent's answer may cut any of them. */
export interface Announcement {
  readonly about: 'ticket-number' | 'debt' | 'other';
  readonly prompts: readonly Prompt[];
}

/** What the flow must find out from outside before it can go on. */
export type Lookup =
  | { readonly kind: 'customer-by-document'; readonly document: string }
  | { readonly kind: 'ticket'; readonly number: string };

/** A ticket's state in the words a caller may hear. */
export type SpokenTicketState =
  | 'received'
  | 'level-1'
  | 'level-2'
  | 'referred'
  | 'solved'
  | 'customer-contact'
  | 'closed';

/** `lines` are the E.164 numbers on the ticket; they prove that the caller may hear the state. */
export interface SpokenTicket {
  readonly number: string;
  readonly lines: readonly string[];
  readonly state: SpokenTicketState;
}

/** The answer to a lookup; null means looked for and not there. */
export type Found =
  | { readonly kind: 'customer-by-document'; readonly customer: CustomerSummary | null }
  | { readonly kind: 'ticket'; readonly ticket: SpokenTicket | null };

export type HangUpCause = 'finished' | 'closed' | 'no-route' | 'debt';

/** Prompts that the caller must hear before talking to anyone, when a key cuts them: that the call is recorded. */
export type Notice = readonly Prompt[];

/** What the call must do next. After a final one (`queue`, `hang-up`) the flow is over. */
export type Ask =
  /** Answer: `said` or `say-failed`. Played whole and keys are kept for the next question, unless a key `cuts` it. */
  | {
      readonly kind: 'say';
      readonly prompts: readonly Prompt[];
      readonly cuts?: true;
      readonly notice?: Notice;
    }
  /**
   * A key stops the prompts and counts. The gather ends at `max` digits, at a key of `finishOn` (which is not
   * part of the digits), or when `interDigitMs` pass after a digit; `firstDigitMs` run from the end of the
   * prompts. Answer: `digits` (also fewer than `min`, also '' for the finishing key alone) or `silence`.
   */
  | {
      readonly kind: 'gather';
      readonly prompts: readonly Prompt[];
      readonly min: number;
      readonly max: number;
      readonly finishOn: string;
      readonly firstDigitMs: number;
      readonly interDigitMs: number;
      readonly notice?: Notice;
    }
  /** Answer: `found` or `lookup-failed`. */
  | { readonly kind: 'lookup'; readonly lookup: Lookup }
  /** `first` is spoken in the queue until somebody answers; often there is nothing to say. */
  | {
      readonly kind: 'queue';
      readonly queue: string;
      readonly topic: string;
      readonly priority: number;
      readonly first: readonly Announcement[];
    }
  | { readonly kind: 'hang-up'; readonly cause: HangUpCause };

/** What came of it. `start` begins a flow and, on a place already reached, asks its question again. */
export type FlowInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'said' }
  | { readonly kind: 'say-failed' }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'lookup-failed' };

/** Where a caller is in a flow. Plain JSON: it is kept with the call and outlives a restart of the server. */
export interface Place {
  readonly flow: string;
  /** The text the flow was read from; an answer given to an older text is asked for again. */
  readonly version: string;
  readonly node: string;
  /** Why the present question is being repeated. */
  readonly again: 'silent' | 'wrong' | null;
  /** Failed tries by node. */
  readonly tries: Readonly<Record<string, number>>;
  /** What was keyed, by the name the flow gives it. */
  readonly keyed: Readonly<Record<string, string>>;
  /** Who keyed a document; the caller's own line is in CallFacts. */
  readonly customer: CustomerSummary | null;
  readonly ticket: SpokenTicket | null;
  /** The caller heard what they asked for, and has asked for nothing since. */
  readonly informed: boolean;
  /** Questions and announcements so far; a caller who goes round in circles is brought to a person. */
  readonly asked: number;
}

/** What the flow may know about the call. All of it may change between two steps. */
export interface CallFacts {
  /** E.164 or a short number, as `toLine` gives it; '' when withheld. */
  readonly callerNumber: string;
  readonly dialled: string;
  /** This call's own ticket, `OA-2026-000123`; null only when no number could be had. */
  readonly ticketNumber: string | null;
  /** Whom the call is taken to be from: the owner of the line, or who was identified since. */
  readonly customer: CustomerSummary | null;
  /** By what that customer is known; null while there is none, and for calls that began under an older version. */
  readonly customerBy: IdentifiedBy | null;
  readonly announceRecording: boolean;
  /** Policy: debt ends the call after its sentence. Off by default; some countries forbid it for complaints. */
  readonly debtStops: boolean;
  readonly queueOpen: (queue: string) => boolean;
}

/** Something the caller told the menu, for the page that rings and for the ticket's timeline. */
export interface Learned {
  readonly key: string;
  readonly label: Words;
  readonly value: Words;
}

/** A queue that would have served the caller and was closed. */
export type TurnedAway = Omit<Extract<Ask, { kind: 'queue' }>, 'kind' | 'first'>;

/** One step of a flow. */
export interface FlowStep {
  readonly place: Place;
  readonly ask: Ask;
  readonly learned: readonly Learned[];
  /** The closed queues that were met on this step, in order. */
  readonly turnedAway: readonly TurnedAway[];
}
