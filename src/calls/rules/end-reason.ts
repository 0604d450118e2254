import type { Missed } from '../../agents/events.ts';
import type { EndedBy } from '../events.ts';
import type { ChannelEnd, Ending } from '../ports/telephony-events.ts';

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
  /** It answered with another address, which is never followed. */
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
  /** The agent joined it to their other call, in which its party talks on. */
  'joined',
  /** It was over when we looked again after a restart: nobody watched how. */
  'unseen',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Why somebody at a number outside is not, or no more, in a call: of the reasons for its end, and what the agent wanted. */
export const OUTSIDE_ENDS = [
  'busy',
  'refused',
  'no-answer',
  'switched-off',
  'unknown-number',
  'forwards',
  'no-route',
  'network-failure',
  'our-failure',
  'line-dropped',
  'hung-up',
  'unseen',
] as const satisfies readonly EndReason[];
export type OutsideEnd = (typeof OUTSIDE_ENDS)[number];

/** How a leg that we dialled ended before it was answered. */
export interface Unanswered {
  readonly why: Ending;
  /** It was said to ring. */
  readonly rang: boolean;
  /** The network spoke before any answer: its ringing, or why there is none. */
  readonly early: boolean;
  /** From our order to its end, ms. */
  readonly afterMs: number;
  /** How long we let it ring, ms. */
  readonly limitMs: number;
}

/** The telephone system counts its time limit in whole seconds from a moment after our order, ms. */
const LIMIT_SLACK_MS = 1_500;
/** Who has answered nothing at all is given up after 32 s, ms. */
const GIVEN_UP_MS = 30_000;

/**
 * What is said of a telephone, where it does not depend on whether it rang. The carrier's refusal of us is no way out;
 * one of our credentials is our failure.
 */
const REASONS: Readonly<Record<Exclude<Ending, 'unavailable' | 'no-response' | 'cancelled'>, EndReason>> = {
  'hung-up': 'network-failure',
  busy: 'busy',
  declined: 'refused',
  forwards: 'forwards',
  'no-answer': 'no-answer',
  'switched-off': 'switched-off',
  'out-of-order': 'network-failure',
  'unknown-number': 'unknown-number',
  'bad-number': 'unknown-number',
  'number-changed': 'network-failure',
  'no-route': 'no-route',
  'not-permitted': 'no-route',
  credentials: 'our-failure',
  failed: 'network-failure',
};

/**
 * Why a telephone was not reached. Our own time limit ends a leg as `unavailable` whether the telephone rang, was only
 * being looked for or was never heard of; a telephone's own word looks the same but comes before the limit. `no-response`
 * is the network's word as well, unless our own order was left without any answer.
 */
export function whyUnanswered({ why, rang, early, afterMs, limitMs }: Unanswered): EndReason {
  switch (why) {
    case 'unavailable':
      if (rang) return 'no-answer';
      if (afterMs < limitMs - LIMIT_SLACK_MS) return 'switched-off';
      return early ? 'no-answer' : 'network-failure';
    case 'no-response':
      if (rang || early) return 'no-answer';
      return afterMs >= GIVEN_UP_MS ? 'network-failure' : 'switched-off';
    case 'cancelled':
      return rang || early ? 'no-answer' : 'network-failure';
    default:
      return REASONS[why];
  }
}

/** What the records have for ends that are our own, in the numbers of telephone networks. */
export const RECORDED_AS = {
  unknownNumber: 1,
  hungUp: 16,
  noAnswer: 19,
  notThere: 20,
  normal: 31,
  lineDropped: 44,
  unjoined: 47,
} as const;

/** Who ended a call and why; `cause` is what the records have for it, 0 when unknown. */
export interface Ended {
  readonly by: EndedBy;
  readonly why: EndReason;
  readonly cause: number;
  /** In a call-back: why the agent's own telephone did not take it. */
  readonly telephone?: Missed;
  /** Who it was, for `by: 'supervisor'`. */
  readonly supervisor?: string;
}

/** It was over when we looked again after a restart. */
export const UNSEEN: Ended = { by: 'recovery', why: 'unseen', cause: 0 };

/** How the customer's line, once it was up, came to its end: they hung up, or it is gone. */
export function customerLeft({ end: { dropped, code: cause } }: { readonly end: ChannelEnd }): Ended {
  return dropped ? { by: 'network', why: 'line-dropped', cause } : { by: 'caller', why: 'hung-up', cause };
}

/** How calls end that are tries at contact. */
export const CONTACT_TRIES: readonly EndReason[] = ['busy', 'no-answer', 'switched-off'];

/**
 * Whether a call that did not reach the customer is a try at contact: the telephone rang its time, or the network said
 * that it is busy, off or not answered. What failed on our side or the network's, what has no such number, and a ring
 * that the agent broke off are none.
 */
export const isContactTry = (why: EndReason): boolean => CONTACT_TRIES.includes(why);
