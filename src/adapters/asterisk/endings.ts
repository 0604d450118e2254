import type { ChannelEnd, Ending } from '../../calls/ports/telephony-events.ts';

/** What the final statuses of RFC 3261 §21 say; all 3xx forward. */
const OF_STATUS: Readonly<Record<number, Ending>> = {
  401: 'credentials',
  402: 'not-permitted',
  403: 'not-permitted',
  404: 'unknown-number',
  407: 'credentials',
  408: 'no-response',
  410: 'unknown-number',
  416: 'bad-number',
  433: 'declined',
  480: 'unavailable',
  484: 'unknown-number',
  485: 'unknown-number',
  486: 'busy',
  487: 'cancelled',
  600: 'busy',
  603: 'declined',
  604: 'unknown-number',
  607: 'declined',
  608: 'declined',
};

/** Q.850 (as in RFC 3398 §7.2.4.1), for ends without a SIP status. */
const OF_CAUSE: Readonly<Record<number, Ending>> = {
  1: 'unknown-number',
  2: 'not-permitted',
  3: 'no-route',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'switched-off',
  21: 'declined',
  22: 'bad-number',
  23: 'number-changed',
  27: 'out-of-order',
  28: 'bad-number',
};

const NORMAL_CLEARING = 16;

/**
 * Q.850 causes with which a leg that stood dies without anybody having hung it up: 44 is missing audio, 18 (no user
 * responds) a refresh of the session that was never answered (RFC 4028 §10), which has status 408 as well.
 */
const DROPPED = new Set([18, 27, 38, 41, 44]);
const UNANSWERED_REFRESH = 408;

/** How a channel ended, by its Q.850 cause (0 when unknown) and the last SIP status (0 when none is known). */
export function endOf(cause: number, status = 0): ChannelEnd {
  return {
    why: endingOf(cause, status),
    answered: status > 0,
    dropped: DROPPED.has(cause) || status === UNANSWERED_REFRESH,
    code: cause,
    text: status > 0 ? `SIP ${status}` : '',
  };
}

function endingOf(cause: number, status: number): Ending {
  if (status < 300 && cause === NORMAL_CLEARING) return 'hung-up';
  if (status === 0) return OF_CAUSE[cause] ?? 'failed';
  if (status >= 300 && status < 400) return 'forwards';
  return OF_STATUS[status] ?? 'failed';
}
