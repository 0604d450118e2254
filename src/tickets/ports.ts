import type { Role } from '../agents/events.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { TicketAction, TicketCard, TicketFact, TicketPage, TicketState } from './events.ts';

/** Who reads or acts; decides which actions are offered and allowed. */
export interface Reader {
  readonly id: string;
  readonly role: Role;
  readonly level: number;
}

export interface TicketFilter {
  readonly state?: TicketState | 'open' | undefined;
  readonly level?: number | undefined;
  readonly area?: string | undefined;
  readonly assignee?: string | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A step a person takes; `version` is that of the ticket he looked at. */
export type Step =
  | { readonly action: 'note'; readonly version: number; readonly text: string }
  | { readonly action: 'take'; readonly version: number }
  | { readonly action: 'describe'; readonly version: number; readonly summary: string }
  | {
      readonly action: 'escalate';
      readonly version: number;
      readonly area?: string | undefined;
      readonly reason: string;
    }
  | { readonly action: 'record-solution'; readonly version: number; readonly solution: string }
  | { readonly action: 'return-to-contact'; readonly version: number }
  | {
      readonly action: 'close';
      readonly version: number;
      readonly agreed: boolean;
      readonly how: 'call' | 'unreachable';
    }
  | { readonly action: 'reopen'; readonly version: number; readonly why: string };

/** What the web asks of the tickets room; built by the role from the workflow shell and its store. */
export interface TicketDesk {
  list(filter: TicketFilter): Promise<{ items: TicketCard[]; total: number }>;
  /** Null when there is none. */
  page(number: string, reader: Reader): Promise<TicketPage | null>;
  /** Fails with changed-meanwhile, step-not-possible, summary-missing, solution-missing, not-allowed, unknown-resource. */
  step(number: string, step: Step, reader: Reader): Promise<TicketPage>;
}

/** Tells of every ticket or recording changed by any process (PostgreSQL LISTEN). */
export interface TicketNews {
  watch(
    listener: (news: { ticket: TicketCard } | { recording: RecordingCard }) => void,
  ): Promise<() => Promise<void>>;
}

/** A ticket as the rules see it. */
export interface Ticket extends TicketCard {
  readonly solution: string;
  readonly customerId: string | null;
  readonly openedBy: string | null;
}

/** The jobs that move tickets, a closed union: a kind without a handler does not compile. */
export type TicketJob =
  | { readonly name: 'open-ticket'; readonly call: string }
  | {
      readonly name: 'level-deadline';
      readonly ticket: string;
      readonly level: number;
      readonly entry: number;
    }
  | { readonly name: 'attention-limit'; readonly ticket: string }
  | { readonly name: 'keep-recording'; readonly recording: string }
  | { readonly name: 'take-message'; readonly recording: string }
  | { readonly name: 'apply-disposition'; readonly call: string };

export interface TicketStore {
  get(number: string): Promise<Ticket | null>;
  byCall(call: string): Promise<Ticket | null>;
  /**
   * Writes the changed ticket, its facts and its jobs in one transaction, if the version is still `expected`
   * (null = it must not exist yet). False = somebody else was first.
   */
  save(
    ticket: Ticket,
    expected: number | null,
    facts: readonly { at: number; call: string | null; fact: TicketFact }[],
    jobs: readonly { job: TicketJob; runAt: number; key: string }[],
  ): Promise<boolean>;
}

export type { TicketAction };
