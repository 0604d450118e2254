import type { Missed } from '../../agents/events.ts';
import { isDeskLine } from '../../agents/sip-account.ts';
import { type CallIn, nextId, type Talking } from '../call.ts';
import type { ConsultEnd } from '../events.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import {
  type ColleagueLeg,
  colleagues,
  consulted,
  isAsked,
  peopleIn,
  placed,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, nothing, type Step, step } from '../step.ts';
import { type Arrangement, seenOf, wantedOf, without } from './arrangement.ts';
import { RING_SLACK_MS, ringTime } from './moves.ts';
import { whyMissed } from './offer-end.ts';
import { rearranged } from './rearranging.ts';
import { REJOIN_RING_MS, SAME_WISH_MS } from './rejoining.ts';
import { leaveToColleague } from './succeeding.ts';

/**
 * The agent asks a colleague beside the customer, who hears music meanwhile:
 *
 *   talk ──asked──▶ the colleague is rung ──answers──▶ aside: the two talk ⇄ swapped: agent and customer talk
 *    ▲                 │                                  │
 *    └──not answered, ─┴── taken back, the colleague ─────┼──complete──▶ the customer is the colleague's (succeeding.ts)
 *                          hangs up                       └──conference──▶ all of them talk
 *
 * A colleague who is aside is the only one there; those in the talk with the customer may be several. When the agent
 * goes, by whichever way, who is left talks on: the colleague has the call then.
 */

/** In one call, the customer among them. */
export const MOST_PEOPLE = 8;

/** What happens to colleagues, and what the agent wants of them; null when it is nothing of theirs. */
export function consulting(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const own = 'agent' in input && input.agent === call.phase.agent;
  const theirs = leftBy(call, input, around);
  if (theirs) return colleagueLeft(call, theirs.leg, theirs, around);
  const colleague = consulted(call.phase);
  switch (input.kind) {
    case 'ask-consult':
      return own ? ask(call, input, around) : nothing(call);
    case 'leg-answered': {
      const coming = rung(call).find(({ channel }) => channel === input.channel);
      return coming ? colleagueUp(call, coming, wantedOf(call), around) : null;
    }
    case 'ask-rejoin': {
      const leg = colleagues(call.phase).find(each => each.agent === input.agent);
      return leg ? rungAnew(call, leg, input.endpoint, around) : null;
    }
    case 'ask-complete':
      return (own && leaveToColleague(call, around)) || nothing(call);
    case 'ask-swap':
      return own && colleague?.state === 'up' ? swap(call, around) : nothing(call);
    case 'ask-conference':
      return own && colleague?.state === 'up' ? conference(call, colleague, around) : nothing(call);
    case 'ask-resume':
      if (!own || !colleague) return null;
      return colleagueLeft(call, colleague, { why: 'taken-back', hangUp: true, back: true }, around);
    case 'ask-hold':
    // The hold key of a desk telephone: whom it would put on hold is not the customer.
    case 'held':
      return colleague && ('agent' in input || input.channel !== call.id) ? nothing(call) : null;
    default:
      return null;
  }
}

/** Who is asked, and who was in the conference and is rung anew: there may be both. */
const rung = ({ phase }: CallIn<'talking'>): ColleagueLeg[] =>
  colleagues(phase).filter(({ state }) => state === 'dialled');

/** Nobody is rung any more. */
const rungNoMore = (call: CallIn<'talking'>): Order[] =>
  rung(call).length > 0 ? [] : [{ kind: 'cancel-timer', name: 'consult' }];

interface Leaves {
  readonly why: ConsultEnd;
  /** The leg may still be there. */
  readonly hangUp: boolean;
  /** The agent goes back to the customer, and not only out of the consultation. */
  readonly back?: true;
}

/** The colleague's leg that this ends, and why. */
function leftBy(
  call: CallIn<'talking'>,
  input: CallInput,
  around: Surroundings,
): (Leaves & { readonly leg: ColleagueLeg }) | null {
  const { phase } = call;
  const at = (channel: string) => colleagues(phase).find(leg => leg.channel === channel);
  const of = (agent: string) => colleagues(phase).find(leg => leg.agent === agent);
  const leaves = (leg: ColleagueLeg | undefined, why: ConsultEnd, hangUp: boolean) =>
    leg ? { leg, why, hangUp } : null;
  switch (input.kind) {
    case 'channel-ended': {
      const leg = at(input.channel);
      return leg ? leaves(leg, whyEnded(leg, input, around), false) : null;
    }
    case 'outcome': {
      if (input.order === 'dial') {
        const isLost = input.outcome === 'timed-out';
        return input.outcome === 'done' ? null : leaves(at(input.subject), 'unreachable', isLost);
      }
      if (input.order === 'step-in') {
        const why = input.outcome === 'gone' ? 'hung-up' : 'failed';
        return input.outcome === 'done' ? null : leaves(at(input.subject), why, true);
      }
      const unjoined = input.outcome === 'refused' || input.outcome === 'timed-out';
      return input.order === 'join' && input.subject === phase.aside && unjoined
        ? leaves(consulted(phase), 'failed', true)
        : null;
    }
    case 'timer': {
      const [leg] = rung(call);
      return input.name === 'consult' && leg
        ? leaves(leg, leg.again ? 'unreachable' : 'ignored', true)
        : null;
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
      return input.agent === phase.agent ? leaves(of(input.colleague), 'dropped', true) : null;
    default:
      return null;
  }
}

function whyEnded(
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

/** The customer is put on hold, unless they are in a conference that goes on without the agent. */
function ask(
  call: CallIn<'talking'>,
  { agent, colleague, endpoint, queue, note }: Extract<CallInput, { kind: 'ask-consult' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const isHere = colleague === agent || colleagues(phase).some(leg => leg.agent === colleague);
  if (isHere || consulted(phase) || peopleIn(phase) >= MOST_PEOPLE) return nothing(call);
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
  };
  const isConference = colleagues(phase).length > 0;
  const held: Talking = isConference ? phase : withHold(phase, true);
  const moved = rearranged(named.call as CallIn<'talking'>, withoutLeg(held, undefined, leg), around);
  const ringMs = ringTime(queue, around);
  return step(
    moved.call,
    ...moved.orders,
    dial(call, leg, ringMs),
    { kind: 'agent-offered', agent: colleague },
    { kind: 'timer', name: 'consult', ms: ringMs + RING_SLACK_MS },
    fact({ kind: 'consulted', at: around.now, agent, colleague, note }),
  );
}

function colleagueUp(
  call: CallIn<'talking'>,
  colleague: ColleagueLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const { phase } = call;
  const { again: _, ...rest } = colleague;
  const up: ColleagueLeg = { ...rest, state: 'up', since: around.now };
  const legs = withoutLeg(phase, colleague.channel, up);
  // Whose page is back goes to where they were.
  const isBack = colleague.place === 'talk' || phase.aside !== undefined;
  const named = isBack ? { call, id: phase.aside } : nextId(call, 'bridge');
  const aside = placed(legs, 'aside', ({ who }) => who === 'agent');
  const next: Talking = isBack ? legs : { ...aside, aside: named.id ?? '' };
  const moved = rearranged(named.call as CallIn<'talking'>, next, around, actual);
  const answered = { at: around.now, agent: phase.agent, colleague: colleague.agent };
  return step(
    moved.call,
    ...rungNoMore(moved.call as CallIn<'talking'>),
    ...moved.orders,
    { kind: 'agent-talks', agent: colleague.agent },
    ...(isBack ? [] : [fact({ kind: 'consult-answered', ...answered })]),
  );
}

/** The colleague's page was loaded anew: what they had is a leg that nobody is at. The others wait, or talk on. */
function rungAnew(
  call: CallIn<'talking'>,
  before: ColleagueLeg,
  endpoint: string,
  around: Surroundings,
): Step {
  const isAnotherWish = around.now - before.since >= SAME_WISH_MS;
  if (before.state === 'dialled' && !isAnotherWish) return nothing(call);
  const named = nextId(call, 'leg');
  const leg: ColleagueLeg = {
    ...before,
    channel: named.id,
    endpoint,
    state: 'dialled',
    ...(isAsked(before) ? {} : { again: true as const }),
    since: around.now,
  };
  const moved = rearranged(
    named.call as CallIn<'talking'>,
    withoutLeg(call.phase, before.channel, leg),
    around,
    without(wantedOf(call), before.channel),
  );
  return step(
    moved.call,
    { kind: 'hang-up', channel: before.channel },
    ...moved.orders,
    dial(call, leg, REJOIN_RING_MS, { 'X-Cauce-Answer': 'auto' }),
    { kind: 'timer', name: 'consult', ms: REJOIN_RING_MS + RING_SLACK_MS },
  );
}

function dial(
  call: CallIn<'talking'>,
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
      originator: call.id,
      headers: { 'X-Cauce-Call': call.id, ...headers },
    },
  };
}

/** The consultation is over, or somebody has left the conference: the agent has their own call, on hold or not. */
function colleagueLeft(
  call: CallIn<'talking'>,
  leg: ColleagueLeg,
  { why, hangUp, back }: Leaves,
  around: Surroundings,
  actual: Arrangement = wantedOf(call),
): Step {
  const { aside, ...left } = withoutLeg(call.phase, leg.channel);
  const isAside = leg.place === 'aside';
  const kept: Talking = isAside || aside === undefined ? left : { ...left, aside };
  const home = isAside ? placed(kept, 'talk', ({ who }) => who === 'agent') : kept;
  const moved = rearranged(call, back ? withHold(home, false) : home, around, without(actual, leg.channel));
  const isUp = leg.state === 'up';
  return step(
    moved.call,
    ...(isAside || !isUp ? rungNoMore(moved.call as CallIn<'talking'>) : []),
    ...(hangUp ? ([{ kind: 'hang-up', channel: leg.channel }] as const) : []),
    ...(isAsked(leg) ? [{ kind: 'agent-missed', agent: leg.agent, why: against(why) } as const] : []),
    { kind: 'agent-finished', agent: leg.agent, wrapUp: false },
    ...moved.orders,
    fact({ kind: 'consult-ended', at: around.now, agent: call.phase.agent, colleague: leg.agent, why }),
  );
}

/** Who does not take a colleague's question has missed no customer; a telephone that does not ring is left alone. */
function against(why: ConsultEnd): Missed | null {
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

function swap(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const isAside = phase.legs.some(({ who, place }) => who === 'agent' && place === 'aside');
  const moved = placed(phase, isAside ? 'talk' : 'aside', ({ who }) => who === 'agent');
  const isConference = colleagues(phase).length > 1;
  return rearranged(call, isConference ? moved : withHold(moved, !isAside), around);
}

function conference(call: CallIn<'talking'>, colleague: ColleagueLeg, around: Surroundings): Step {
  const { aside: _, ...phase } = placed(call.phase, 'talk', () => true);
  const joined = fact({
    kind: 'joined',
    at: around.now,
    agent: call.phase.agent,
    colleague: colleague.agent,
  });
  const moved = rearranged(call, phase, around);
  return step(moved.call, ...moved.orders, joined);
}

/** After a restart: colleagues who have answered or gone meanwhile, and who hears whom after that. */
export function colleaguesRecover(
  before: CallIn<'talking'>,
  there: StillThere,
  around: Surroundings,
): Step & { readonly call: CallIn<'talking'>; readonly actual: Arrangement } {
  const orders: Order[] = colleagues(before.phase).map(leg => ({
    kind: isAsked(leg) ? 'agent-offered' : 'agent-talks',
    agent: leg.agent,
  }));
  let call = before;
  let actual = seenOf(before, there);
  const happened = (changed: Step) => {
    call = changed.call as CallIn<'talking'>;
    orders.push(...changed.orders);
    actual = wantedOf(call);
  };
  for (const leg of colleagues(before.phase)) {
    if (there.alive.has(leg.channel)) continue;
    const why = leg.state === 'up' ? 'hung-up' : leg.again ? 'unreachable' : 'failed';
    happened(colleagueLeft(call, leg, { why, hangUp: false }, around, actual));
  }
  for (const colleague of rung(call)) {
    if (there.answered.has(colleague.channel)) happened(colleagueUp(call, colleague, actual, around));
  }
  for (const { queue } of rung(call)) {
    orders.push({ kind: 'timer', name: 'consult', ms: ringTime(queue, around) + RING_SLACK_MS });
  }
  return { call, orders, actual };
}
