import { MISSED, type Missed } from '../../agents/events.ts';
import { type CallIn, nextId, type Queued, type Unanswered } from '../call.ts';
import type { ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { Surroundings } from '../inputs.ts';
import { type AskedLeg, type ColleagueLeg, colleagues, isAsked, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, type Step, step } from '../step.ts';
import { freed } from './colleague-leg.ts';
import { RING_SLACK_MS, ringTime } from './moves.ts';
import { consultEnded } from './outside-leg.ts';
import { answersOf, ringOurs } from './ringing-ours.ts';

/**
 * The agent asks a queue, and not somebody they know: who of it is rung is chosen as for a call that waits there.
 *
 *   asked ──the one who is free──▶ rung ──answers──▶ a consultation like any other (consulting.ts)
 *                                   │ ▲
 *                     does not take ▼ │ the next one who is free and was not rung for it
 *                                  nobody is left ──▶ back, and the agent is told who did not take it last
 *
 * Once the customer is theirs it is a call of that queue: its figures, its policies, its wrap-up.
 */

/** After a restart nobody is chosen before all calls were compared with the telephone system, ms. */
export const CHOOSE_AFTER_MS = 1_000;

type Why = ConsultEnd | OutsideConsultEnd;

const missed = (why: Why): Missed | undefined => MISSED.find(each => each === why);

/** It is a queue that is asked by ringing this one, who has not answered. */
export const asksQueue = (leg: AskedLeg): leg is ColleagueLeg & Required<Pick<ColleagueLeg, 'tried'>> =>
  leg.who === 'colleague' && isAsked(leg) && leg.tried !== undefined;

/** Somebody else of the queue is rung, who was not yet and is not in the call; null when nobody is left, or nobody is to be. */
export function ringNext(
  call: CallIn<'talking'>,
  leg: AskedLeg,
  { why, hangUp }: { readonly why: Why; readonly hangUp: boolean },
  around: Surroundings,
): Step | null {
  if (!asksQueue(leg) || missed(why) === undefined) return null;
  const { phase } = call;
  const { queue, note } = leg;
  const tried = [...leg.tried, leg.agent];
  const here = colleagues(phase).map(({ agent }) => agent);
  const free = around.freeOf(queue, [phase.agent, ...here, ...tried]);
  if (!free) return null;
  const named = nextId(call, 'leg');
  const next: ColleagueLeg = { ...leg, ...free, channel: named.id, since: around.now, tried };
  const ringMs = ringTime(queue, around);
  const { agent } = phase;
  return step(
    { ...named.call, phase: withoutLeg(phase, leg.channel, next) },
    ...(hangUp ? ([{ kind: 'hang-up', channel: leg.channel }] as const) : []),
    ...freed(leg, why),
    fact(consultEnded(leg, agent, why, around)),
    ringOurs(call, next, { ringMs, answers: answersOf(next.agent, queue, around) }),
    { kind: 'agent-offered', agent: next.agent },
    { kind: 'timer', name: 'consult', ms: ringMs + RING_SLACK_MS },
    fact({ kind: 'consulted', at: around.now, agent, colleague: next.agent, queue, note }),
  );
}

/** Who was asked last and did not answer: the agent is told. */
export function unanswered(leg: AskedLeg, why: Why): Unanswered | null {
  const known = missed(why);
  if (leg.who !== 'colleague' || !isAsked(leg) || known === undefined) return null;
  return { colleague: leg.agent, why: known, ...(leg.tried ? { queue: leg.queue } : {}) };
}

/** In which queue the call is once the customer is theirs who answered: in the one that was asked, with the wait it had. */
export const queuedWith = (queued: Queued | null, { tried, queue }: ColleagueLeg): Queued | null =>
  queued && tried ? { ...queued, queue } : queued;

/** To the figures it is a call of that queue from here on. */
export function countedIn(
  queued: Queued | null,
  { tried }: ColleagueLeg,
  { now: at }: Surroundings,
): Order[] {
  if (!queued || !tried) return [];
  const { queue, topic, priority } = queued;
  return [fact({ kind: 'queued', at, queue, topic, priority })];
}
