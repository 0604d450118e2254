import type { Missed } from '../../agents/events.ts';
import type { Offered } from '../call.ts';
import type { Ending } from '../ports/telephony-events.ts';

/** How the leg of an offer ended before it was answered. */
export interface LegEnd {
  readonly why: Ending;
  /** The telephone was said to ring. */
  readonly rang: boolean;
  /** From our order to its end, ms. */
  readonly afterMs: number;
  /** How long it may ring, ms. */
  readonly limitMs: number;
  /** A telephone that may give up ringing by itself; a page of ours never does. */
  readonly desk: boolean;
}

/** The telephone system counts its time limit in whole seconds from a moment after our order, ms. */
const LIMIT_SLACK_MS = 1_500;

/**
 * A telephone that has neither rung nor answered by then is silent, and its leg is ended, ms. It is asked for twice before, so
 * that much has been heard of others by the second time.
 */
const SILENT_MS = 2_000;
export const ASK_EVERY_MS = SILENT_MS / 2;
/** Whatever lives so long after our order was not silent: it was asked, and the answer has come, ms. */
const HEARD_OF_MS = SILENT_MS + 1_000;

/**
 * What is said of an agent's telephone. One on do-not-disturb says busy or unavailable by itself, without ringing; one
 * that the person rejects with declines, as our page does, or says busy after it rang.
 */
const REASONS: Readonly<Record<Ending, Missed>> = {
  'hung-up': 'failed',
  busy: 'busy',
  declined: 'refused',
  forwards: 'forwards',
  unavailable: 'busy',
  'no-response': 'silent',
  'no-answer': 'silent',
  'switched-off': 'unreachable',
  'out-of-order': 'unreachable',
  cancelled: 'failed',
  'unknown-number': 'unreachable',
  'bad-number': 'failed',
  'number-changed': 'forwards',
  'no-route': 'unreachable',
  'not-permitted': 'failed',
  credentials: 'failed',
  failed: 'failed',
};

/** Ends that are `ignored` when the telephone rang before them: nobody took it up, whoever gave up first. */
const GIVEN_UP: ReadonlySet<Ending> = new Set(['unavailable', 'no-response', 'no-answer']);

/** A leg of which nothing was heard to its end, though it was asked for: we may have been late. `silence`: at the last time. */
export function isUnheard(
  { why, rang, afterMs }: Pick<LegEnd, 'why' | 'rang' | 'afterMs'>,
  silence: Offered['silence'],
): boolean {
  if (rang || !GIVEN_UP.has(why)) return false;
  return silence === 'ours' || (silence === 'once' && afterMs > HEARD_OF_MS);
}

/**
 * Why an offer was not taken. The telephone system's own time limit ends a leg as `unavailable`, as a telephone does that
 * is on do-not-disturb, and a page that cannot open the microphone when the person answers: only the ringing and the time
 * tell them apart.
 */
export function whyMissed({ why, rang, afterMs, limitMs, desk }: LegEnd): Missed {
  if (GIVEN_UP.has(why) && (rang || afterMs > HEARD_OF_MS)) {
    return desk || afterMs >= limitMs - LIMIT_SLACK_MS ? 'ignored' : 'failed';
  }
  // What the button of a desk telephone that rings says, although nothing of it is busy.
  if (desk && rang && why === 'busy') return 'refused';
  return REASONS[why];
}
