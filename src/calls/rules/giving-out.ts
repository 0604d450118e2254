import { type Call, type CallIn, type GivingOut, type HandedOut, nextId } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { heard, type OutsideLeg, outsideLegs, placed } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, type Step, step } from '../step.ts';
import { type Arrangement, aloneWithMusic, arrange, wantedOf } from './arrangement.ts';
import { RING_SLACK_MS } from './moves.ts';
import { dialOutside, noticeOver, OUTSIDE_RING_MS } from './outside-leg.ts';
import { partEnds, sentOn } from './transferring.ts';

/** The ways in which a customer comes to a number outside (phases/outside.ts). */

/** The agent gives them to it at once: it is rung while they hear music. */
export function giveOut(
  before: CallIn<'talking'>,
  { agent, to, note }: Extract<CallInput, { kind: 'ask-give-out' }>,
  around: Surroundings,
): Step {
  const named = nextId(before, 'leg');
  const leg: OutsideLeg = {
    who: 'outside',
    channel: named.id,
    ...to,
    state: 'dialled',
    place: 'talk',
    since: around.now,
    by: agent,
    note,
  };
  const given = rungFor(named.call as CallIn<'talking'>, leg, wantedOf(before), around);
  return step(given.call, ...given.orders, dialOutside(before, leg));
}

/** It is rung already, and the agent goes. `actual`: who hears whom before it. */
export function rungFor(
  before: CallIn<'talking'>,
  leg: OutsideLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const { queue, dialled, note } = leg;
  const left = partEnds(before, { dialled, note }, around);
  const customer = placed(before.phase, 'music', ({ who }) => who === 'customer').legs;
  const phase: GivingOut = {
    kind: 'giving-out',
    legs: [...customer.filter(({ who }) => who === 'customer').map(heard), leg],
    queued: { ...sentOn(before, { queue, note }, around), first: true },
  };
  return step(
    { ...left.call, phase },
    { kind: 'cancel-timer', name: 'consult' },
    ...left.orders,
    ...arrange(aloneWithMusic(before.id), actual),
    ...left.hangUps,
    ...left.told,
    { kind: 'timer', name: 'ring', ms: OUTSIDE_RING_MS + RING_SLACK_MS },
  );
}

/** The agent goes, and who is outside is there: they talk with the customer at once. */
export function handOut(before: CallIn<'talking'>, actual: Arrangement, around: Surroundings): Step {
  const { now } = around;
  const others = outsideLegs(before.phase).filter(({ state }) => state === 'up');
  const [first] = others;
  const { queue = '', dialled = '', note = '' } = first ?? {};
  const knowThem = others.some(({ place }) => place === 'talk');
  const left = partEnds(before, { dialled, note }, around);
  const customer = placed(before.phase, 'talk', ({ who }) => who === 'customer').legs;
  const phase: HandedOut = {
    kind: 'handed-out',
    // Nobody is left who could let them be heard again.
    legs: [...customer.filter(({ who }) => who === 'customer'), ...others.map(noticeOver)].map(heard),
    bridge: before.phase.bridge,
    since: now,
    ...(knowThem ? {} : { queued: { ...sentOn(before, { queue, note }, around), first: true } }),
  };
  const call: Call & { phase: HandedOut } = { ...left.call, phase };
  const notices = others.flatMap(({ notice }): Order[] =>
    notice === undefined ? [] : [{ kind: 'stop-playing', playback: notice }],
  );
  return step(
    call,
    { kind: 'cancel-timer', name: 'consult' },
    ...left.orders,
    ...notices,
    ...oneByOne(arrange(wantedOf(call), actual)),
    ...left.hangUps,
    ...left.told,
    fact({ kind: 'handed-out', at: now, dialled }),
  );
}

/** An order that joins several does nothing where one of them has left. */
export const oneByOne = (orders: readonly Order[]): Order[] =>
  orders.flatMap((order): Order[] =>
    order.kind === 'join'
      ? order.channels.map(channel => ({ kind: 'step-in', bridge: order.bridge, channel }))
      : [order],
  );
