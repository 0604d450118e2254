import type { CallFact, Direction } from './events.ts';
import type { JoinedShare } from './joined-parts.ts';
import type { EndReason } from './rules/end-reason.ts';

/**
 * What a call came to.
 *
 * answered        an agent and the customer were joined, and it ended so
 * abandoned       it ended while waiting for an agent, also for another one after a talk was lost, or the queue was
 *                 closed: to be called back
 * left-in-menu    it ended in the menu, before it came to a queue
 * ended-by-menu   the flow hung up in the menu, and had not told what was asked for
 * served-by-menu  the menu had told all that was asked for
 * left-message    the agent for whom alone it was did not take it, and the caller left a message: to be called back
 * no-service      the number dialled is no service of ours
 * not-reached     our call to the customer, or to a colleague, was not answered
 * failed          it ended by a failure of ours, or unseen: to be called back
 */
export const CALL_OUTCOMES = [
  'live',
  'answered',
  'abandoned',
  'left-in-menu',
  'ended-by-menu',
  'served-by-menu',
  'left-message',
  'no-service',
  'not-reached',
  'failed',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** How many calls came to what. */
export type OutcomeCounts = Readonly<Record<CallOutcome, number>>;

export function countsOf(
  rows: readonly { readonly outcome: CallOutcome; readonly count: number }[],
): OutcomeCounts {
  const counted = new Map(rows.map(({ outcome, count }) => [outcome, count]));
  return Object.fromEntries(CALL_OUTCOMES.map(one => [one, counted.get(one) ?? 0])) as OutcomeCounts;
}

/** A past or present call as lists show it (folded from its facts). Instants epoch ms, spans ms. */
export interface CallRecord {
  readonly id: string;
  readonly direction: Direction;
  /** Empty for a call to a number that is no service. */
  readonly ticket: string;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly queue: string | null;
  /** Of several, who had it last. */
  readonly agent: string | null;
  /** Everybody who had a part in it, those among them who only joined. */
  readonly agents: readonly string[];
  /** Who of ours called; null for calls that came in. */
  readonly madeBy: string | null;
  /** The shares of those who talked in it while another one led the talk; of a call that lives maybe not all. */
  readonly joined: readonly JoinedShare[];
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly waitedMs: number | null;
  /** The talks of all its agents, without hold. Null where nobody spoke. */
  readonly talkedMs: number | null;
  /** How long the customer was on hold in those talks. Null where nobody spoke, and where it is unknown: then `talkedMs` holds it. */
  readonly heldMs: number | null;
  readonly outcome: CallOutcome;
  /** Null while it lives, and for calls that ended under an older version. */
  readonly endedWhy: EndReason | null;
  readonly disposition: string | null;
}

export interface CallHistory {
  list(filter: {
    live?: boolean;
    agent?: string;
    ticket?: string;
    /** Those that they made. */
    madeBy?: string;
    /** Those that are over, rang at them or were for them alone, and that they did not take. */
    missedBy?: string;
    limit: number;
    offset: number;
  }): Promise<{ items: CallRecord[]; total: number }>;
  get(id: string): Promise<CallRecord | null>;
  /** What the customers of these calls are called now, by the call's id; those whose customer is not known are not in it. */
  customerNames(calls: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All that is on record of it, in the order in which it happened; empty for a call that is not known. */
  facts(id: string): Promise<readonly CallFact[]>;
  /**
   * What the calls since an instant (epoch ms) came to, but for those between two of ours: those that an agent had last, or all.
   * A call is counted once; in which an agent only joined another one counts for that one.
   */
  outcomes(since: number, agent?: string): Promise<OutcomeCounts>;
}
