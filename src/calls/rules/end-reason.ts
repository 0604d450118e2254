import type { Missed } from '../../agents/events.ts';
import type { EndedBy } from '../events.ts';

/** Why a call ended, or why a telephone that we dialled was not reached. */
export const END_REASONS = [
  /** Somebody put the telephone down, or the flow was at its end. */
  'hung-up',
  'busy',
  /** The person called declined. */
  'refused',
  /** It rang its time. */
  'no-answer',
  /** Off, or out of coverage. */
  'switched-off',
  /** The number does not exist, or no service of ours has it. */
  'unknown-number',
  /** It answered with another address (3xx), which is never followed. */
  'forwards',
  /** There is no way out to this number, or the carrier does not let us use it. */
  'no-route',
  /** The network, or the telephone itself, could not set the call up. */
  'network-failure',
  /** We ended the ringing before its time: the agent hung up. */
  'broken-off',
  /** A line that stood is gone without anybody having hung up. */
  'line-dropped',
  /** Something of ours: the agent's telephone, the server, our credentials. */
  'our-failure',
  /** An administrator ended the session of the agent, and there was no line to go back to. */
  'sent-away',
  /** It was over when we looked again after a restart: nobody watched how. */
  'unseen',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** How a leg that we dialled ended before it was answered. */
export interface Unanswered {
  /** The last SIP status, 0 when none is known. */
  readonly sip: number;
  /** Q.850, 0 when unknown. */
  readonly cause: number;
  /** It was said to ring (180). */
  readonly rang: boolean;
  /** The network spoke before any answer (183): its ringing, or why there is none (RFC 3960 §3). */
  readonly early: boolean;
  /** From our INVITE to its end, ms. */
  readonly afterMs: number;
  /** How long we let it ring, ms. */
  readonly limitMs: number;
}

/** Asterisk counts its time limit in whole seconds from a moment after our order, ms. */
const LIMIT_SLACK_MS = 1_500;
/** A transaction without any response ends by itself after 64 × T1 = 32 s (RFC 3261 §17.1.1.2, timer B), ms. */
const TIMER_B_MS = 30_000;

/**
 * What the statuses of RFC 3261 §21 say about the telephone; those that depend on whether it rang are in
 * `whyUnanswered`. The carrier's refusal of us (403, 402) is no way out; one of our credentials is our failure.
 */
const OF_STATUS: Readonly<Record<number, EndReason>> = {
  401: 'our-failure',
  402: 'no-route',
  403: 'no-route',
  404: 'unknown-number',
  407: 'our-failure',
  410: 'unknown-number',
  416: 'unknown-number',
  433: 'refused',
  484: 'unknown-number',
  485: 'unknown-number',
  486: 'busy',
  600: 'busy',
  603: 'refused',
  604: 'unknown-number',
  607: 'refused',
  608: 'refused',
};

/** Q.850 (as in RFC 3398 §7.2.4.1), for ends without a SIP status. */
const OF_CAUSE: Readonly<Record<number, EndReason>> = {
  1: 'unknown-number',
  2: 'no-route',
  3: 'no-route',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'switched-off',
  21: 'refused',
  22: 'unknown-number',
  28: 'unknown-number',
};

/**
 * Why a telephone was not reached. Measured on Asterisk 22.10: its own time limit ends a leg with 480 (cause 19)
 * whether the telephone rang, was only being looked for (100) or was never heard of; a peer's 480 looks the same but
 * comes before the limit. A 408 is the network's word as well, unless our own INVITE was left without any answer.
 */
export function whyUnanswered({ sip, cause, rang, early, afterMs, limitMs }: Unanswered): EndReason {
  if (sip >= 300 && sip < 400) return 'forwards';
  switch (sip) {
    case 0:
      return OF_CAUSE[cause] ?? 'network-failure';
    case 480:
      if (rang) return 'no-answer';
      if (afterMs < limitMs - LIMIT_SLACK_MS) return 'switched-off';
      return early ? 'no-answer' : 'network-failure';
    case 408:
      if (rang || early) return 'no-answer';
      return afterMs >= TIMER_B_MS ? 'network-failure' : 'switched-off';
    case 487:
      return rang || early ? 'no-answer' : 'network-failure';
    default:
      return OF_STATUS[sip] ?? 'network-failure';
  }
}

/**
 * Q.850 causes with which a leg that talked dies without anybody having hung it up: 44 is missing audio, 18 (no user
 * responds) a refresh of the session that was never answered (RFC 4028 §10).
 */
const DEAD_LINE = new Set([18, 27, 38, 41, 44]);

export const isDeadLine = (cause: number): boolean => DEAD_LINE.has(cause);

/** A refresh of the session that the far end never answered (RFC 4028 §10). */
const UNANSWERED_REFRESH = 408;

/** Who ended a call and why; `cause` is Q.850, 0 when unknown. */
export interface Ended {
  readonly by: EndedBy;
  readonly why: EndReason;
  readonly cause: number;
  /** In a call-back: why the agent's own telephone did not take it. */
  readonly telephone?: Missed;
}

/** It was over when we looked again after a restart. */
export const UNSEEN: Ended = { by: 'recovery', why: 'unseen', cause: 0 };

/** How the customer's line, once it was up, came to its end: they hung up, or it is gone. */
export function customerLeft({ cause, sip = 0 }: { readonly cause: number; readonly sip?: number }): Ended {
  const dropped = isDeadLine(cause) || sip === UNANSWERED_REFRESH;
  return dropped ? { by: 'network', why: 'line-dropped', cause } : { by: 'caller', why: 'hung-up', cause };
}

const TRIES: ReadonlySet<EndReason> = new Set(['busy', 'no-answer', 'switched-off']);

/**
 * Whether a call that did not reach the customer is a try at contact: the telephone rang its time, or the network said
 * that it is busy, off or not answered. What failed on our side or the network's, what has no such number, and a ring
 * that the agent broke off are none.
 */
export const isContactTry = (why: EndReason): boolean => TRIES.has(why);
