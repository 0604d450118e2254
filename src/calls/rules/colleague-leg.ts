import type { Missed } from '../../agents/events.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import type { ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { type ColleagueLeg, isAsked } from '../legs.ts';
import type { Order } from '../orders.ts';
import { ringTime } from './moves.ts';
import { whyMissed } from './offer-end.ts';

/** The leg of a colleague who is asked: what their not answering is to them. */

/** Why their leg has ended. */
export function whyEnded(
  { state, again, endpoint, since, queue }: ColleagueLeg,
  { end, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  around: Surroundings,
): ConsultEnd {
  if (state === 'up') return end.dropped ? 'unreachable' : 'hung-up';
  if (again) return 'unreachable';
  return whyMissed({
    why: end.why,
    rang,
    afterMs: around.now - since,
    limitMs: ringTime(queue, around),
    desk: isDeskLine(around.lineAt(endpoint) ?? ''),
  });
}

export function freed(leg: ColleagueLeg, why: ConsultEnd | OutsideConsultEnd): Order[] {
  const { agent } = leg;
  const missed: Order[] = isAsked(leg) ? [{ kind: 'agent-missed', agent, why: against(why) }] : [];
  return [...missed, { kind: 'agent-finished', agent, wrapUp: false }];
}

/** Who does not take a colleague's question has missed no customer; a telephone that does not ring is left alone. */
function against(why: ConsultEnd | OutsideConsultEnd): Missed | null {
  switch (why) {
    case 'busy':
    case 'forwards':
    case 'silent':
    case 'unreachable':
      return why;
    default:
      return null;
  }
}
