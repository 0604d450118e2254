import type { CustomerSummary } from '../../customers/customer.ts';
import type { TicketSubject } from '../../rights/sight.ts';
import type { KeptDiagnosis } from '../diagnosis.ts';
import type { TicketCard, TicketFact } from '../events.ts';
import type { PlannedJob } from '../jobs.ts';
import type { Ticket } from '../ticket-data.ts';
import type { TicketFilter } from './desk.ts';

export interface DatedFact {
  readonly at: number;
  readonly call: string | null;
  readonly fact: TicketFact;
}

export interface CustomerThen {
  readonly at: number;
  readonly known: CustomerSummary;
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
  /** What was known of its customer when it became theirs; null where nothing was kept, or it is nobody's. */
  customerThen(number: string): Promise<CustomerThen | null>;
  /** The ticket's own facts, oldest first. */
  facts(number: string): Promise<DatedFact[]>;
  /** The calls of a ticket, oldest first. */
  calls(number: string): Promise<string[]>;
  /** How many diagnoses are attached to it. */
  diagnoses(number: string): Promise<number>;
  /** One of them, with its card; null when there is none. */
  diagnosis(number: string, id: string): Promise<KeptDiagnosis | null>;
  /**
   * Writes the changed ticket, its facts, its jobs and, if it is another customer's now, what is known of them, in one transaction, if the version is still `expected`
   * (null = it must not exist yet). A `diagnosis` is written with the fact that tells of it. `done` is the key of the job whose effect this is: it is settled in the same
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
    diagnosis?: KeptDiagnosis,
  ): Promise<boolean>;
}
