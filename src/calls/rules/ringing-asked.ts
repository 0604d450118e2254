import { type CallIn, nextId, type Talking } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentLeg,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  consulted,
  isAsked,
  type OutsideLeg,
  outsideLegs,
  peopleIn,
  placed,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { PAGE_SAYS_MS, policyMs } from './awaiting-agent.ts';
import { RING_SLACK_MS, ringTime } from './moves.ts';
import { dialOutside, OUTSIDE_RING_MS } from './outside-leg.ts';
import { type Booked, inPlace, rearranged, wasOf } from './rearranging.ts';
import { REJOIN_RING_MS, SAME_WISH_MS } from './rejoining.ts';
import { answersOf, ringOurs } from './ringing-ours.ts';

/* Whoever is asked is rung: the agent's colleagues and numbers outside, and those whose page was loaded anew. */

/** In one call, the customer among them. */
export const MOST_PEOPLE = 8;

/** The customer is put on hold, unless they are in a conference that goes on without the agent. */
export function ask(
  call: CallIn<'talking'>,
  { agent, colleague, endpoint, queue, asQueue, note }: Extract<CallInput, { kind: 'ask-consult' }>,
  around: Surroundings,
): Step {
  const isHere = colleague === agent || colleagues(call.phase).some(leg => leg.agent === colleague);
  if (isHere || !hasRoom(call)) return nothing(call);
  const named = nextId(call, 'leg');
  const leg: ColleagueLeg = {
    who: 'colleague',
    channel: named.id,
    agent: colleague,
    endpoint,
    state: 'dialled',
    place: 'aside',
    since: around.now,
    note,
    queue,
    ...(asQueue ? { tried: [] } : {}),
  };
  const moved = rearranged(
    named.call as CallIn<'talking'>,
    withoutLeg(heldFor(call), undefined, leg),
    around,
  );
  const ringMs = ringTime(queue, around);
  return step(
    moved.call,
    ...moved.orders,
    ringOurs(call, leg, { ringMs, answers: answersOf(colleague, asQueue ? queue : null, around) }),
    { kind: 'agent-offered', agent: colleague },
    { kind: 'timer', name: 'consult', ms: ringMs + RING_SLACK_MS },
    fact({ kind: 'consulted', at: around.now, agent, colleague, ...(asQueue ? { queue } : {}), note }),
  );
}

/** One at a time, and so many in a call. */
const hasRoom = ({ phase }: CallIn<'talking'>): boolean => !consulted(phase) && peopleIn(phase) < MOST_PEOPLE;

/** The customer hears music, or talks on with the others of a conference. */
function heldFor({ phase: { notReached: _, unanswered: __, ...phase } }: CallIn<'talking'>): Talking {
  return askedLegs(phase).length > 0 ? phase : withHold(phase, true);
}

/** The number is rung; the agent hears ringing until its network says something. */
export function askOutside(
  call: CallIn<'talking'>,
  { agent, to, note }: Extract<CallInput, { kind: 'ask-outside' }>,
  around: Surroundings,
): Step {
  const own = agentLeg(call.phase);
  const isHere = outsideLegs(call.phase).some(({ dialled }) => dialled === to.dialled);
  if (own?.state !== 'up' || isHere || !hasRoom(call)) return nothing(call);
  const named = nextId(call, 'leg');
  const early = nextId(named.call, 'early');
  const leg: OutsideLeg = {
    who: 'outside',
    channel: named.id,
    ...to,
    state: 'dialled',
    place: 'aside',
    since: around.now,
    by: agent,
    note,
    early: { bridge: early.id, listener: own.channel },
  };
  const aside = placed(heldFor(call), 'aside', ({ who }) => who === 'agent');
  const moved = rearranged(early.call as CallIn<'talking'>, withoutLeg(aside, undefined, leg), around);
  return step(
    moved.call,
    ...moved.orders,
    { kind: 'ring', channel: own.channel },
    dialOutside(call, leg),
    { kind: 'timer', name: 'consult', ms: OUTSIDE_RING_MS + RING_SLACK_MS },
    fact({ kind: 'consulted', at: around.now, agent, dialled: leg.dialled, note }),
  );
}

/** The colleague's page was loaded anew: what they had is a leg that nobody is at. The others wait, or talk on. */
export function rungAnew(
  call: CallIn<'talking'>,
  before: ColleagueLeg,
  endpoint: string,
  around: Surroundings,
): Step {
  const isAnotherWish = before.awaited === true || around.now - before.since >= SAME_WISH_MS;
  if (before.state === 'dialled' && !isAnotherWish) return nothing(call);
  const anew = ringAnew(call, before, endpoint, around);
  return first(anew.told, inPlace(anew.call, wasOf(call, before.channel), around));
}

/** By another leg, for whoever is at this one. */
export function ringAnew(
  call: CallIn<'talking'>,
  before: ColleagueLeg,
  endpoint: string,
  around: Surroundings,
): Booked {
  const named = nextId(call, 'leg');
  const { awaited: _, ...known } = before;
  const leg: ColleagueLeg = {
    ...known,
    channel: named.id,
    endpoint,
    state: 'dialled',
    ...(isAsked(before) ? {} : { again: true as const }),
    since: around.now,
  };
  const next = { ...named.call, phase: withoutLeg(call.phase, before.channel, leg) };
  return {
    call: next,
    told: [
      { kind: 'hang-up', channel: before.channel },
      ringOurs(next, leg, { ringMs: REJOIN_RING_MS, answers: 'at-once' }),
      { kind: 'timer', name: 'consult', ms: REJOIN_RING_MS + RING_SLACK_MS },
    ],
  };
}

/** Who is asked, and who was in the conference and is rung anew: there may be both. */
export const rung = ({ phase }: CallIn<'talking'>): AskedLeg[] =>
  askedLegs(phase).filter(({ state }) => state === 'dialled');

const isAwaited = (leg: AskedLeg): boolean => leg.who === 'colleague' && leg.awaited === true;

/** Whose time is over first: theirs who are not rung at all. */
export const due = (call: CallIn<'talking'>): AskedLeg[] =>
  rung(call).toSorted((a, b) => Number(isAwaited(b)) - Number(isAwaited(a)));

/** One timer is for all of them: it goes on for those who are left. */
export function ringOnFor(call: CallIn<'talking'>, around: Surroundings): Order[] {
  const [leg] = due(call);
  if (!leg) return rungNoMore(call);
  return [{ kind: 'timer', name: 'consult', ms: ringsOn(call, leg, around) }];
}

/** Nobody is rung any more. */
export const rungNoMore = (call: CallIn<'talking'>): Order[] =>
  rung(call).length > 0 ? [] : [{ kind: 'cancel-timer', name: 'consult' }];

/** How long whoever is rung is waited for after a restart, ms; the next one of a queue is rung where they are gone. */
export function ringsOn(call: CallIn<'talking'>, leg: AskedLeg, around: Surroundings): number {
  // Who is at a page that is there says so at once; one that is not has to be loaded first.
  if ('awaited' in leg) return around.reaches(leg.endpoint) ? PAGE_SAYS_MS : policyMs(call, around);
  const theirs = 'again' in leg ? REJOIN_RING_MS : ringTime(leg.queue, around);
  return (leg.who === 'outside' ? OUTSIDE_RING_MS : theirs) + RING_SLACK_MS;
}
