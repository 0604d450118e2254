import type { Effect } from '../calls/dispositions.ts';
import type { Words } from '../kit/errors.ts';

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
  /** The area of each queue: there its calls become tickets where no route of their topic leads elsewhere. */
  readonly queueAreas: Readonly<Record<string, string>>;
  /** From the report until the fault must be attended, ms (S1-04). */
  readonly attentionLimitMs: number;
  /** Calls in vain before a ticket may be closed without the customer's agreement. */
  readonly contactTries: number;
}

export interface DispositionRule {
  readonly code: string;
  readonly title: Words;
  readonly effect: Effect;
}
