import type { TicketFact } from './events.ts';

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
  /** Something that is on record elsewhere goes on the ticket's timeline as well. */
  | {
      readonly name: 'note-on-ticket';
      readonly ticket: string;
      readonly at: number;
      readonly fact: TicketFact;
    }
  /** The moment of a call that somebody has promised has come. */
  | { readonly name: 'scheduled-call-due'; readonly scheduled: string; readonly dueAt: number }
  /** A call that was made for it was answered at `at`. */
  | { readonly name: 'scheduled-call-kept'; readonly scheduled: string; readonly at: number }
  /**
   * With the texts that the agent wrote for it, where the ticket had none. Older jobs do not say what was chosen: then it
   * is what the call tells.
   */
  | ({ readonly name: 'apply-disposition'; readonly call: string; readonly chosen?: Chosen } & Written);

/** What an agent chose when their part of a call was over. */
export interface Chosen {
  readonly by: string;
  readonly disposition: string;
  readonly note: string;
  readonly at: number;
}

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
