import { type CallIn, type HandedOut, nextId } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import { type OutsideLeg, outsideLegs, placed, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import {
  aloneWithMusic,
  apart,
  arrange,
  bridgesEnd,
  seenOf,
  wantedOf,
  without,
} from '../rules/arrangement.ts';
import { crossedOutside } from '../rules/crossing.ts';
import { cameBack } from '../rules/directed.ts';
import { customerLeft, type Ended, type OutsideEnd, RECORDED_AS, UNSEEN } from '../rules/end-reason.ts';
import { oneByOne } from '../rules/giving-out.ts';
import { music, RING_SLACK_MS, toEnding } from '../rules/moves.ts';
import { answeredOutside, notRung, OUTSIDE_RING_MS, whyLeft } from '../rules/outside-leg.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';

/**
 * The customer is given to a number outside, and no agent is in the call any more:
 *
 *   giving-out ──answered──▶ handed-out ──one of them leaves, or a supervisor ends it──▶ ending
 *       │                    └──who is outside leaves as they are left to them (rules/crossing.ts)─┐
 *       └──not reached──▶ waiting: back to who gave them, or at the head of the line (rules/directed.ts)
 */

/** Who is gone when they are to be joined: their end should be heard of within this time, ms. */
const LEFT_MS = 1_000;

/** The number is rung, and the customer hears music. */
export function givingOut(call: CallIn<'giving-out'>, input: CallInput, around: Surroundings): Step {
  const [leg] = outsideLegs(call.phase);
  if (!leg) return nothing(call);
  switch (input.kind) {
    case 'leg-answered':
      return input.channel === leg.channel ? theyTalk(call, leg, around) : nothing(call);
    case 'channel-ended':
      if (input.channel === call.id) return over(call, customerLeft(input), [leg.channel], around);
      return input.channel === leg.channel
        ? notReached(call, leg, whyLeft(leg, input, around), around)
        : nothing(call);
    case 'outcome': {
      if (input.order !== 'dial' || input.subject !== leg.channel || input.outcome === 'done')
        return nothing(call);
      const back = notReached(call, leg, notRung(input.outcome), around);
      // Without an answer in time the telephone may ring all the same.
      return input.outcome === 'timed-out' ? first([hangUp(leg)], back) : back;
    }
    case 'timer':
      return input.name === 'ring'
        ? first([hangUp(leg)], notReached(call, leg, 'no-answer', around))
        : nothing(call);
    case 'recover': {
      if (!input.alive.has(call.id)) return over(call, UNSEEN, [leg.channel], around);
      const waits: Order[] = [...apart(call, input), { kind: 'music', channel: call.id, on: true }];
      if (input.answered.has(leg.channel)) return first(apart(call, input), theyTalk(call, leg, around));
      if (!input.alive.has(leg.channel)) return first(waits, notReached(call, leg, 'unseen', around));
      return step(call, ...waits, { kind: 'timer', name: 'ring', ms: OUTSIDE_RING_MS + RING_SLACK_MS });
    }
    default:
      return nothing(call);
  }
}

function theyTalk(before: CallIn<'giving-out'>, rung: OutsideLeg, around: Surroundings): Step {
  const named = nextId(before, 'bridge');
  const leg: OutsideLeg = { ...answeredOutside(rung, around), place: 'talk' };
  const legs = placed(
    withoutLeg(before.phase, rung.channel, leg),
    'talk',
    ({ who }) => who === 'customer',
  ).legs;
  const phase: HandedOut = { kind: 'handed-out', legs, bridge: named.id, since: around.now };
  const call = { ...named.call, phase, up: true };
  return step(
    call,
    { kind: 'cancel-timer', name: 'ring' },
    ...oneByOne(arrange(wantedOf(call), aloneWithMusic(call.id))),
    fact({ kind: 'handed-out', at: around.now, dialled: leg.dialled }),
  );
}

function notReached(
  call: CallIn<'giving-out'>,
  { dialled }: OutsideLeg,
  why: OutsideEnd,
  around: Surroundings,
): Step {
  const { queued } = call.phase;
  return first(
    [{ kind: 'cancel-timer', name: 'ring' }],
    cameBack(call, queued, { dialled, why }, music(queued.queue, around), around),
  );
}

/** They talk, until one of them leaves or a supervisor ends it. */
export function handedOut(call: CallIn<'handed-out'>, input: CallInput, around: Surroundings): Step {
  const legs = outsideLegs(call.phase);
  switch (input.kind) {
    case 'channel-ended': {
      if (input.channel === call.id) return over(call, customerLeft(input), channels(legs), around);
      const leg = legs.find(({ channel }) => channel === input.channel);
      return leg ? theyLeft(call, leg, input.end, around) : nothing(call);
    }
    case 'ask-end': {
      const by = { by: 'supervisor', why: 'hung-up', cause: RECORDED_AS.hungUp } as const;
      return over(call, { ...by, supervisor: input.by.id }, [call.id, ...channels(legs)], around);
    }
    case 'outcome': {
      const isTheirs = [call.id, ...channels(legs)].includes(input.subject);
      if (input.order !== 'step-in' || !isTheirs) return nothing(call);
      if (input.outcome === 'gone') return step(call, { kind: 'timer', name: 'left', ms: LEFT_MS });
      return unjoined(call, around);
    }
    case 'timer':
      return input.name === 'left' ? unjoined(call, around) : nothing(call);
    case 'recover':
      return recover(call, input, around);
    default:
      return nothing(call);
  }
}

/** The customer is not left alone: with the last of the others the call is over, unless that one did not know of them. */
function theyLeft(
  call: CallIn<'handed-out'>,
  leg: OutsideLeg,
  { dropped, code: cause }: { readonly dropped: boolean; readonly code: number },
  around: Surroundings,
): Step {
  const next = { ...call, phase: withoutLeg(call.phase, leg.channel) };
  if (outsideLegs(next.phase).length > 0)
    return step(next, ...oneByOne(arrange(wantedOf(next), without(wantedOf(call), leg.channel))));
  const queued = crossedOutside(call.phase, around);
  if (queued) {
    const why = dropped ? 'line-dropped' : 'hung-up';
    const alone = arrange(aloneWithMusic(call.id), without(wantedOf(call), leg.channel));
    return first(
      [{ kind: 'cancel-timer', name: 'left' }, ...alone],
      cameBack(next, queued, { dialled: leg.dialled, why }, music(queued.queue, around), around),
    );
  }
  const ended: Ended = dropped
    ? { by: 'network', why: 'line-dropped', cause }
    : { by: 'outside', why: 'hung-up', cause };
  return over(next, ended, [call.id], around);
}

function unjoined(call: CallIn<'handed-out'>, around: Surroundings): Step {
  const ended: Ended = { by: 'system', why: 'our-failure', cause: RECORDED_AS.unjoined };
  return over(call, ended, [call.id, ...channels(outsideLegs(call.phase))], around);
}

function recover(before: CallIn<'handed-out'>, there: StillThere, around: Surroundings): Step {
  const alive = before.phase.legs.filter(({ channel }) => there.alive.has(channel));
  const call = { ...before, phase: { ...before.phase, legs: alive } };
  const others = outsideLegs(call.phase);
  if (!there.alive.has(call.id)) return over(before, UNSEEN, channels(others), around);
  if (others.length === 0) return over(before, UNSEEN, [call.id], around);
  return step(call, ...oneByOne(arrange(wantedOf(call), seenOf(before, there))));
}

function over(
  call: CallIn<'giving-out' | 'handed-out'>,
  ended: Ended,
  open: readonly string[],
  around: Surroundings,
): Step {
  const ending = toEnding(call, { ...ended, open, awaits: null }, around);
  const bridges = call.phase.kind === 'handed-out' ? bridgesEnd(call as CallIn<'handed-out'>) : [];
  return step(ending.call, ...ending.orders, ...bridges);
}

const channels = (legs: readonly OutsideLeg[]): string[] => legs.map(({ channel }) => channel);

const hangUp = ({ channel }: OutsideLeg): Order => ({ kind: 'hang-up', channel });
