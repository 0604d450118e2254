import type { Person } from '../agents/ports.ts';
import type { CallStory } from '../calls/call-story.ts';
import type { Effect, OnTicket } from '../calls/dispositions.ts';
import type { CallFact } from '../calls/events.ts';
import type { Sought } from '../customers/search.ts';
import type { Words } from '../kit/errors.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { Standing } from '../rights/capabilities.ts';
import type { Sight, TicketSubject } from '../rights/sight.ts';
import type { Agreement, ClosingWay, Contact, TicketCard, TicketFact, TicketPage } from './events.ts';
import type { ListedState } from './listed.ts';

/** Who reads or acts; decides which actions are offered and allowed. */
export interface Actor extends Standing {
  readonly id: string;
}

export interface TicketFilter {
  readonly state?: ListedState | undefined;
  readonly level?: number | undefined;
  readonly area?: string | undefined;
  readonly assignee?: string | undefined;
  /** A ticket that it names by its number is shown whatever the other fields say. */
  readonly sought?: Sought | undefined;
  /** What the actor may read; nothing else is listed or counted. */
  readonly sight: Sight;
  readonly limit: number;
  readonly offset: number;
}

/** A step a person takes; `version` is that of the ticket he looked at. */
export type TicketStep =
  | { readonly action: 'note'; readonly version: number; readonly text: string }
  | { readonly action: 'take'; readonly version: number }
  | {
      readonly action: 'describe';
      readonly version: number;
      readonly summary: string;
      /** The summary that this one was written over; without it, what the version showed. */
      readonly base?: string | undefined;
    }
  | {
      readonly action: 'escalate';
      readonly version: number;
      readonly area?: string | undefined;
      readonly reason: string;
    }
  | {
      readonly action: 'record-solution';
      readonly version: number;
      readonly solution: string;
      readonly base?: string | undefined;
    }
  | { readonly action: 'return-to-contact'; readonly version: number }
  | {
      readonly action: 'close';
      readonly version: number;
      readonly agreed: boolean;
      readonly how: ClosingWay;
    }
  | { readonly action: 'reopen'; readonly version: number; readonly why: string }
  | {
      readonly action: 'identify';
      readonly version: number;
      readonly customer: TicketCustomer | null;
      /** Whose it was on the page that was looked at. */
      readonly instead: string | null;
    };

/** Whose ticket it is; null where nobody knows or the caller is none of the customers. */
export interface TicketCustomer {
  readonly id: string;
  readonly name: string;
}

/** A step as it is asked for: a customer is named by the id alone. */
export type RequestedStep =
  | Exclude<TicketStep, { action: 'identify' }>
  | (Omit<Extract<TicketStep, { action: 'identify' }>, 'customer'> & { readonly customer: string | null });

/** What the web asks of the tickets room; built by the role from the workflow shell and its store. */
export interface TicketDesk {
  list(filter: TicketFilter): Promise<{ items: TicketCard[]; total: number }>;
  /** Null when there is none; fails with not-in-sight. */
  page(number: string, actor: Actor, sight: Sight): Promise<TicketPage | null>;
  /**
   * Fails with not-in-sight, changed-meanwhile, step-not-possible, summary-missing, solution-missing, no-talk, not-allowed,
   * unknown-resource.
   */
  step(number: string, step: RequestedStep, actor: Actor, sight: Sight): Promise<TicketPage>;
  /**
   * What a disposition of this actor must know of the ticket of a call in which they spoke with the customer or did not.
   * One that does not exist yet has no texts.
   */
  onTicket(number: string, actor: Actor, spoke: boolean): Promise<OnTicket>;
  /** The last calls of a customer with their tickets, newest first, closed ones too. */
  contacts(customer: string, limit: number, sight: Sight): Promise<Contact[]>;
  /** What decides who may read it; null when there is none. */
  subject(number: string): Promise<TicketSubject | null>;
}

/** Tells of every ticket or recording changed by any process (PostgreSQL LISTEN). */
export interface ChangeFeed {
  watch(listener: (news: ChangedRow) => void): Promise<() => Promise<void>>;
}

/** A changed ticket or recording with what decides who may read of it; a recording's ticket may not be known yet. */
export type ChangedRow =
  | { readonly ticket: TicketCard; readonly subject: TicketSubject }
  | { readonly recording: RecordingCard; readonly subject: TicketSubject | null };

/** A ticket as the rules see it. */
export interface Ticket extends TicketCard {
  readonly solution: string;
  readonly customerId: string | null;
  /** When a person last said whose ticket it is (or that it is nobody's we know); null while only a call has. */
  readonly customerAt: number | null;
  /** The call that opened it; no call opens two. */
  readonly openedBy: string | null;
  /** The level-1 area, where the ticket comes back for contact with the customer (S1-31). */
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

/** The jobs that move tickets and recordings, a closed union: a kind without a handler does not compile. */
export type TicketJob =
  | { readonly name: 'open-ticket'; readonly call: string; readonly also?: readonly string[] }
  /**
   * Something of the call that its ticket must know: who calls, queued, answered, ended without. `also` are the keys of jobs that came
   * with this one and that it does as well: each reads the whole call.
   */
  | { readonly name: 'follow-call'; readonly call: string; readonly also?: readonly string[] }
  | {
      readonly name: 'level-deadline';
      readonly ticket: string;
      readonly level: number;
      readonly entry: number;
    }
  /** `dueAt` is the limit it stands for, epoch ms; older jobs do not say it. */
  | { readonly name: 'attention-limit'; readonly ticket: string; readonly dueAt?: number }
  | { readonly name: 'keep-recording'; readonly recording: string }
  | { readonly name: 'take-message'; readonly recording: string }
  /** With the texts that the agent wrote for it, where the ticket had none. */
  | ({ readonly name: 'apply-disposition'; readonly call: string } & Written);

/** What an agent wrote with the disposition, for a ticket that had none of it. */
export interface Written {
  readonly summary?: string;
  readonly solution?: string;
  /** The ticket's solution that theirs was written over; without it theirs replaces none. */
  readonly solutionBase?: string;
}

/** A job with its moment (epoch ms) and the key that makes it unique; also BullMQ's job id, so without a colon. */
export interface PlannedJob {
  readonly job: TicketJob;
  readonly runAt: number;
  readonly key: string;
}

export interface DatedFact {
  readonly at: number;
  readonly call: string | null;
  readonly fact: TicketFact;
}

export interface TicketStore {
  get(number: string): Promise<Ticket | null>;
  /** What decides who may read it; null when there is none. */
  subject(number: string): Promise<TicketSubject | null>;
  /** The ticket a call opened or was joined to. */
  byCall(call: string): Promise<Ticket | null>;
  list(filter: TicketFilter): Promise<{ items: TicketCard[]; total: number }>;
  /** Open tickets whose attention limit has passed at `now`: how many, and the numbers of the longest overdue. */
  overdue(now: number): Promise<{ readonly total: number; readonly oldest: readonly string[] }>;
  /** The ticket's own facts, oldest first. */
  facts(number: string): Promise<DatedFact[]>;
  /** The calls of a ticket, oldest first. */
  calls(number: string): Promise<string[]>;
  /**
   * Writes the changed ticket, its facts and its jobs in one transaction, if the version is still `expected`
   * (null = it must not exist yet). `done` is the key of the job whose effect this is: it is settled in the same
   * transaction, and so are the jobs `also`, which ask for the same. False = somebody else was first (the ticket
   * changed, the call has a ticket, or the job is done).
   */
  save(
    ticket: Ticket,
    expected: number | null,
    facts: readonly DatedFact[],
    jobs: readonly PlannedJob[],
    done?: string,
    also?: readonly string[],
  ): Promise<boolean>;
}

/** Which jobs have had their effect; the outbox's other side. */
export interface JobBook {
  isDone(key: string): Promise<boolean>;
  /** Notes that a job is done although it changed no ticket, and with it those that ask for the same. */
  settle(key: string, also?: readonly string[]): Promise<void>;
}

/** Time boxes, routes and limits of tickets, as data (S1-05, S1-16, S4-08). A row without topic is the default. */
export interface TicketPolicy {
  readonly levelLimits: readonly {
    readonly topic: string | null;
    readonly level: number;
    /** How long a ticket may stay, ms; 0 = no limit. */
    readonly limitMs: number;
  }[];
  readonly routes: readonly {
    readonly topic: string | null;
    readonly level: number;
    readonly area: string;
  }[];
  /** From the report until the fault must be attended, ms (S1-04). */
  readonly attentionLimitMs: number;
  /** Calls in vain before a ticket may be closed without the customer's agreement. */
  readonly contactTries: number;
}

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
  /** The names of these customers by id; whoever is gone has none. */
  customerNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Of the customer's calls only those whose ticket is in sight. */
  contacts(customer: string, limit: number, sight: Sight): Promise<Contact[]>;
  /** What people call each queue; areas bear the names of queues. */
  queues(): Promise<readonly { readonly name: string; readonly title: string }[]>;
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

export interface DispositionRule {
  readonly code: string;
  readonly title: Words;
  readonly effect: Effect;
}
