import type { OnTicket } from '../../calls/dispositions.ts';
import type { Sought } from '../../customers/search.ts';
import type { Sight, TicketSubject } from '../../rights/sight.ts';
import type { Diagnosis, DiagnosisCard, KeptDiagnosis } from '../diagnosis.ts';
import type { TicketCard, TicketPage } from '../events.ts';
import type { ListedState } from '../listed.ts';
import type { Actor, RequestedStep } from '../ticket-steps.ts';
import type { CustomerThen } from './store.ts';

export interface TicketFilter {
  readonly state?: ListedState | undefined;
  readonly level?: number | undefined;
  readonly area?: string | undefined;
  /** Null: what nobody has taken. */
  readonly assignee?: string | null | undefined;
  /** A ticket that it names by its number is shown whatever the other fields say. */
  readonly sought?: Sought | undefined;
  /** What the actor may read; nothing else is listed or counted. */
  readonly sight: Sight;
  readonly limit: number;
  readonly offset: number;
}

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
  /** Adds to it what a page knows of its telephone. Fails with not-in-sight, diagnoses-full, changed-meanwhile, unknown-resource. */
  attach(number: string, content: Diagnosis, actor: Actor, sight: Sight): Promise<DiagnosisCard>;
  /** Null when there is none; fails with not-in-sight. Whose it is, and who else may read it, asks who calls this. */
  diagnosis(number: string, id: string, sight: Sight): Promise<KeptDiagnosis | null>;
  /** What was known of its customer when it became theirs; null where nothing was kept. Who may read it asks `subject`. */
  customerThen(number: string): Promise<CustomerThen | null>;
  /** What decides who may read it; null when there is none. */
  subject(number: string): Promise<TicketSubject | null>;
}
