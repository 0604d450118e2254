import type { Missed } from '../../agents/events.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import type { Call } from '../call.ts';
import { originatorIn } from '../call-parties.ts';
import type { ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { type ColleagueLeg, isAsked } from '../legs.ts';
import type { Order } from '../orders.ts';
import { ringTime } from './moves.ts';
import { whyMissed } from './offer-end.ts';

/** The leg of a colleague who is asked: how they are rung, and what their not answering is to them. */

export function ringColleague(
  call: Call,
  { channel, endpoint }: ColleagueLeg,
  ringMs: number,
  headers: Readonly<Record<string, string>> = {},
): Order {
  return {
    kind: 'dial',
    order: {
      channel,
      endpoint,
      callerNumber: call.callerNumber,
      callerName: call.callerName,
      args: ['agent', call.id],
      ringMs,
      originator: originatorIn(call),
      headers: { 'X-Cauce-Call': call.id, ...headers },
    },
  };
}

/** Why their leg has ended. */
export function whyEnded(
  { state, again, endpoint, since, queue }: ColleagueLeg,
  { end, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  around: Surroundings,
): ConsultEnd {
  if (state === 'up') return 'hung-up';
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
