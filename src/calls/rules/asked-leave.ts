import type { CallIn, NotReached, Talking } from '../call.ts';
import type { ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentChannels,
  askedLegs,
  colleagues,
  consulted,
  customerLeg,
  isAsked,
  placed,
  withHold,
  withoutLeg,
} from '../legs.ts';
import { fact, first, type Step, step } from '../step.ts';
import { ringNext, unanswered } from './asking-queue.ts';
import { freed, whyEnded } from './colleague-leg.ts';
import { type Ended, OUTSIDE_ENDS, RECORDED_AS } from './end-reason.ts';
import { consultEnded, notRung, whyLeft } from './outside-leg.ts';
import { end } from './parting.ts';
import { type Booked, inPlace, wasOf } from './rearranging.ts';
import { due, ringOnFor } from './ringing-asked.ts';

/* Whoever is asked, or in the conference, is in it no more; why, and what becomes of the others. */

export interface Leaves {
  readonly why: ConsultEnd | OutsideConsultEnd;
  /** The leg may still be there. */
  readonly hangUp: boolean;
  /** The agent goes back to the customer, and not only out of the consultation. */
  readonly back?: true;
}

/** The leg that this ends, and why. */
export function leftBy(
  call: CallIn<'talking'>,
  input: CallInput,
  around: Surroundings,
): (Leaves & { readonly leg: AskedLeg }) | null {
  const { phase } = call;
  const at = (channel: string) => askedLegs(phase).find(leg => leg.channel === channel);
  const of = (agent: string) => colleagues(phase).find(leg => leg.agent === agent);
  const leaves = (leg: AskedLeg | undefined, why: Leaves['why'], hangUp: boolean) =>
    leg ? { leg, why, hangUp } : null;
  // What is ours is told apart only of a number outside.
  const fails = (leg: AskedLeg | undefined, why: ConsultEnd, hangUp: boolean) =>
    leaves(leg, leg?.who === 'outside' ? 'our-failure' : why, hangUp);
  switch (input.kind) {
    case 'channel-ended': {
      const leg = at(input.channel);
      if (!leg) return null;
      const why = leg.who === 'outside' ? whyLeft(leg, input, around) : whyEnded(leg, input, around);
      return leaves(leg, why, false);
    }
    case 'outcome': {
      if (input.order === 'dial') {
        const isLost = input.outcome === 'timed-out';
        const leg = at(input.subject);
        if (input.outcome === 'done') return null;
        return leaves(leg, leg?.who === 'outside' ? notRung(input.outcome) : 'unreachable', isLost);
      }
      if (input.order === 'step-in') {
        // Whoever is gone has left: that news is on its way, and says why.
        return input.outcome === 'gone' ? null : fails(at(input.subject), 'failed', true);
      }
      const unjoined = input.outcome === 'refused' || input.outcome === 'timed-out';
      return input.order === 'join' && input.subject === phase.aside && unjoined
        ? fails(consulted(phase), 'failed', true)
        : null;
    }
    case 'timer': {
      const [leg] = input.name === 'consult' ? due(call) : [];
      if (leg?.who === 'outside') return leaves(leg, 'no-answer', true);
      return leaves(leg, leg?.again ? 'unreachable' : 'ignored', true);
    }
    case 'agent-line-lost': {
      const leg = of(input.agent);
      // Who has talked is rung for as long as their page may take to be back.
      return leg && isAsked(leg) ? leaves(leg, 'unreachable', true) : null;
    }
    case 'agent-sent-away':
    case 'ask-hang-up': {
      const leg = of(input.agent);
      return leg ? leaves(leg, isAsked(leg) ? 'refused' : 'hung-up', true) : null;
    }
    case 'ask-drop':
      return input.agent === phase.agent ? leaves(at(input.channel), 'dropped', true) : null;
    default:
      return null;
  }
}

/** The consultation is over, or somebody has left the conference: the agent has their own call, on hold or not. */
export function askedLeft(
  call: CallIn<'talking'>,
  leg: AskedLeg,
  { why, hangUp, back }: Leaves,
  around: Surroundings,
): Step {
  const next = ringNext(call, leg, { why, hangUp }, around);
  if (next) return next;
  const left = withoutAsked(call, leg, why, around);
  const { phase } = left.call;
  const home = { ...left.call, phase: back ? withHold(phase, false) : phase };
  const moved = inPlace(home, wasOf(call, leg.channel), around);
  const done = step(
    moved.call,
    ...(leg.place === 'aside' || leg.state !== 'up' ? ringOnFor(left.call, around) : []),
    ...(hangUp ? ([{ kind: 'hang-up', channel: leg.channel }] as const) : []),
    ...left.told,
    ...moved.orders,
  );
  return isNobodyLeft(phase) ? first(done.orders, alone(moved.call, leg, { why, hangUp }, around)) : done;
}

/** Their leg is in the call no more. */
export function withoutAsked(
  call: CallIn<'talking'>,
  leg: AskedLeg,
  why: Leaves['why'],
  around: Surroundings,
): Booked {
  const { aside, notReached: _, unanswered: __, ...left } = withoutLeg(call.phase, leg.channel);
  const isAside = leg.place === 'aside';
  const known: Talking = { ...left, ...whyNobody(leg, why) };
  const kept: Talking = isAside || aside === undefined ? known : { ...known, aside };
  const phase = isAside ? placed(kept, 'talk', ({ who }) => who === 'agent') : kept;
  return {
    call: { ...call, phase },
    told: [
      ...(leg.who === 'colleague' ? freed(leg, why) : []),
      fact(consultEnded(leg, call.phase.agent, why, around)),
    ],
  };
}

/** The customer had left before: the agent has nobody to talk to. */
function alone(
  call: CallIn<'talking'>,
  { who, channel }: AskedLeg,
  { why, hangUp }: Pick<Leaves, 'why' | 'hangUp'>,
  around: Surroundings,
): Step {
  const theirs = {
    by: who === 'outside' ? 'outside' : 'agent',
    why: 'hung-up',
    cause: RECORDED_AS.hungUp,
  } as const;
  const ours = { by: 'system', why: 'our-failure', cause: RECORDED_AS.lineDropped } as const;
  const ended: Ended = why === 'hung-up' || why === 'dropped' || why === 'taken-back' ? theirs : ours;
  return end(call, ended, [...agentChannels(call.phase), ...(hangUp ? [channel] : [])], around);
}

export const isNobodyLeft = (talk: Talking): boolean => !customerLeg(talk) && askedLegs(talk).length === 0;

/** Why nobody was reached: the agent is shown it. */
function whyNobody(leg: AskedLeg, why: Leaves['why']): Pick<Talking, 'notReached' | 'unanswered'> {
  const [outside, colleague] = [missedOutside(leg, why), unanswered(leg, why)];
  return { ...(outside ? { notReached: outside } : {}), ...(colleague ? { unanswered: colleague } : {}) };
}

function missedOutside(leg: AskedLeg, why: Leaves['why']): NotReached | null {
  if (leg.who !== 'outside' || leg.state === 'up') return null;
  const known = OUTSIDE_ENDS.find(each => each === why);
  return known ? { dialled: leg.dialled, why: known } : null;
}
