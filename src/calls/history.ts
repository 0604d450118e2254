import type { EndReason } from './end-reason.ts';

/**
 * What a call came to.
 *
 * answered        an agent and the customer were joined
 * abandoned       it ended while waiting for an agent, or the queue was closed: to be called back
 * left-in-menu    it ended in the menu, before anything was asked for
 * served-by-menu  the menu had told all that was asked for
 * no-service      the number dialled is no service of ours
 * not-reached     our call to the customer was not answered
 * failed          it ended by a failure of ours, or unseen: to be called back
 */
export type CallOutcome =
  | 'live'
  | 'answered'
  | 'abandoned'
  | 'left-in-menu'
  | 'served-by-menu'
  | 'no-service'
  | 'not-reached'
  | 'failed';

/** A past or present call as lists show it (folded from its facts). Instants epoch ms, spans ms. */
export interface CallRecord {
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** Empty for a call to a number that is no service. */
  readonly ticket: string;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly waitedMs: number | null;
  readonly talkedMs: number | null;
  readonly outcome: CallOutcome;
  /** Null while it lives, and for calls that ended under an older version. */
  readonly endedWhy: EndReason | null;
  readonly disposition: string | null;
}

export interface CallHistory {
  list(filter: {
    live?: boolean;
    agent?: string;
    limit: number;
    offset: number;
  }): Promise<{ items: CallRecord[]; total: number }>;
  get(id: string): Promise<CallRecord | null>;
}
