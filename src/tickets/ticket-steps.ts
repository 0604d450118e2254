import type { Standing } from '../rights/capabilities.ts';
import type { ClosingWay } from './events.ts';
import type { TicketCustomer } from './ticket-data.ts';

/** Who reads or acts; decides which actions are offered and allowed. */
export interface Actor extends Standing {
  readonly id: string;
}

/** A step a person takes; `version` is that of the ticket they looked at. */
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

/** A step as it is asked for: a customer is named by the id alone. */
export type RequestedStep =
  | Exclude<TicketStep, { action: 'identify' }>
  | (Omit<Extract<TicketStep, { action: 'identify' }>, 'customer'> & { readonly customer: string | null });
