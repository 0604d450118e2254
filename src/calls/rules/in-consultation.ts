import { type CallIn, nextId, type Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  askedLegs,
  type ColleagueLeg,
  customerLeg,
  type OutsideLeg,
  outsideLegs,
  placed,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, type Step, step } from '../step.ts';
import { wantedOf } from './arrangement.ts';
import { answeredOutside, noticeFirst, noticeOver, partyOf } from './outside-leg.ts';
import { type Booked, inPlace, rearranged, wasOf } from './rearranging.ts';
import { rungNoMore } from './ringing-asked.ts';

/* In the consultation: who was asked has answered, the agent goes to and fro, and makes a conference of it. */

export const hearsNotice = (leg: AskedLeg): boolean => leg.who === 'outside' && leg.notice !== undefined;

export function askedUp(call: CallIn<'talking'>, asked: AskedLeg, around: Surroundings): Step {
  const { call: up, told } = answered(call, asked, around);
  const moved = inPlace(up, wasOf(call), around);
  return step(moved.call, ...rungNoMore(up), ...moved.orders, ...told);
}

/** They are there: with the agent alone, or where they were before their page was loaded anew. */
export function answered(call: CallIn<'talking'>, asked: AskedLeg, around: Surroundings): Booked {
  const { phase } = call;
  const up = asked.who === 'outside' ? answeredOutside(asked, around) : answeredColleague(asked, around);
  const legs = withoutLeg(phase, asked.channel, up);
  // Whose page is back goes to where they were.
  const isBack = asked.place !== 'aside' || phase.aside !== undefined;
  const named = isBack ? { call, id: phase.aside } : nextId(call, 'bridge');
  const aside = placed(legs, 'aside', ({ who }) => who === 'agent');
  const next: Talking = isBack ? legs : { ...aside, aside: named.id ?? '' };
  const told = { at: around.now, agent: phase.agent, ...partyOf(asked), ...meanwhile(phase) };
  return {
    call: { ...named.call, phase: next },
    told: [
      ...(asked.who === 'colleague' ? [{ kind: 'agent-talks', agent: asked.agent } as const] : []),
      ...(isBack ? [] : [fact({ kind: 'consult-answered', ...told })]),
    ],
  };
}

/** What becomes of those whom the agent leaves in the talk. */
function meanwhile(talk: Talking): { readonly meanwhile?: 'others-talk' | 'other-waits' } {
  const customer = customerLeg(talk);
  const others = askedLegs(talk).filter(({ place }) => place !== 'aside').length;
  if (others + (customer ? 1 : 0) > 1) return { meanwhile: 'others-talk' };
  return customer ? {} : { meanwhile: 'other-waits' };
}

function answeredColleague(
  { again: _, awaited: __, ...leg }: ColleagueLeg,
  { now }: Surroundings,
): ColleagueLeg {
  return { ...leg, state: 'up', since: now };
}

export function swap(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const isAside = phase.legs.some(({ who, place }) => who === 'agent' && place === 'aside');
  const moved = placed(phase, isAside ? 'talk' : 'aside', ({ who }) => who === 'agent');
  const others = phase.legs.filter(
    ({ who, place }) => who !== 'agent' && who !== 'supervisor' && place !== 'aside',
  );
  const isConference = others.length > 1;
  return rearranged(call, isConference ? moved : withHold(moved, !isAside), around);
}

export function conference(call: CallIn<'talking'>, asked: AskedLeg, around: Surroundings): Step {
  if (asked.who === 'outside') return withOutside(call, asked, around);
  const { aside: _, ...phase } = placed(call.phase, 'talk', () => true);
  const moved = rearranged(call, phase, around);
  return step(moved.call, ...moved.orders, joined(call, asked, around));
}

const joined = (call: CallIn<'talking'>, leg: AskedLeg, { now: at }: Surroundings): Order =>
  fact({ kind: 'joined', at, agent: call.phase.agent, ...partyOf(leg) });

/** The agent is back with the customer, and who is outside joins them when they have heard the notice. */
function withOutside(before: CallIn<'talking'>, asked: OutsideLeg, around: Surroundings): Step {
  const told = noticeFirst(before, asked, around);
  const call = told.call as CallIn<'talking'>;
  const back = placed(withHold(call.phase, false), 'talk', ({ who }) => who === 'agent');
  const { aside: _, ...phase } = withoutLeg(back, asked.channel, told.leg);
  const moved = rearranged(call, phase, around, wantedOf(before));
  return step(
    moved.call,
    ...moved.orders,
    ...told.orders,
    ...(told.leg.notice === undefined ? [joined(call, asked, around)] : []),
  );
}

/** Null when it is no notice of this call. */
export function noticeHeard(call: CallIn<'talking'>, playback: string, around: Surroundings): Step | null {
  const leg = outsideLegs(call.phase).find(({ notice }) => notice === playback);
  if (!leg) return null;
  const moved = rearranged(call, withoutLeg(call.phase, leg.channel, noticeOver(leg)), around);
  return step(moved.call, ...moved.orders, joined(call, leg, around));
}
