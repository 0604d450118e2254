import type { Missed } from '../../agents/events.ts';

/** How the leg of an offer ended before it was answered. */
export interface LegEnd {
  /** The last SIP status, 0 when none is known. */
  readonly sip: number;
  /** Q.850, 0 when unknown. */
  readonly cause: number;
  /** The telephone was said to ring. */
  readonly rang: boolean;
  /** From our order to its end, ms. */
  readonly afterMs: number;
  /** How long it may ring, ms. */
  readonly limitMs: number;
  /** A telephone that may give up ringing by itself; a page of ours never does. */
  readonly desk: boolean;
}

/** Asterisk counts its time limit in whole seconds from a moment after our order, ms. */
const LIMIT_SLACK_MS = 1_500;

/** A telephone that has neither rung nor answered by then is silent, and its leg is ended, ms. */
export const SILENT_MS = 2_000;
/** Whatever lives so long after our order was not silent: it was asked, and the answer has come, ms. */
const HEARD_OF_MS = SILENT_MS + 1_000;

/**
 * What a final status says of an agent's telephone (RFC 3261 §21). A telephone on do-not-disturb says 486, 480 or 600 by
 * itself, without ringing; one that the person rejects with says 603, as our page does, or 486 after it rang.
 */
const OF_STATUS: Readonly<Record<number, Missed>> = {
  404: 'unreachable',
  408: 'silent',
  410: 'unreachable',
  433: 'refused',
  484: 'unreachable',
  485: 'unreachable',
  480: 'busy',
  486: 'busy',
  600: 'busy',
  603: 'refused',
  604: 'unreachable',
  607: 'refused',
  608: 'refused',
};

/** Q.850 (RFC 3398 §7.2.4.1), for ends without a SIP status. */
const OF_CAUSE: Readonly<Record<number, Missed>> = {
  1: 'unreachable',
  3: 'unreachable',
  17: 'busy',
  18: 'silent',
  19: 'silent',
  20: 'unreachable',
  21: 'refused',
  23: 'forwards',
  27: 'unreachable',
};

/** Ends that are `ignored` when the telephone rang before them: nobody took it up, whoever gave up first. */
const GIVEN_UP = { status: new Set([408, 480]), cause: new Set([18, 19]) };

/** What the button of a desk telephone that rings says, although nothing of it is busy. */
const REJECTED = { status: new Set([486, 600]), cause: new Set([17]) };

/**
 * Why an offer was not taken. Asterisk's own time limit ends a leg with 480 and cause 19, as a telephone does that is on
 * do-not-disturb, and a page that cannot open the microphone when the person answers: only the ringing and the time tell
 * them apart.
 */
export function whyMissed({ sip, cause, rang, afterMs, limitMs, desk }: LegEnd): Missed {
  if (sip >= 300 && sip < 400) return 'forwards';
  const givenUp = sip === 0 ? GIVEN_UP.cause.has(cause) : GIVEN_UP.status.has(sip);
  if (givenUp && (rang || afterMs > HEARD_OF_MS)) {
    return desk || afterMs >= limitMs - LIMIT_SLACK_MS ? 'ignored' : 'failed';
  }
  if (desk && rang && (sip === 0 ? REJECTED.cause.has(cause) : REJECTED.status.has(sip))) return 'refused';
  return (sip === 0 ? OF_CAUSE[cause] : OF_STATUS[sip]) ?? 'failed';
}
