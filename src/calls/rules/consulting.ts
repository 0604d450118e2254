import { isDeskLine } from '../../agents/sip-account.ts';
import { AWAIT_AGENT_MS } from '../../queues/events.ts';
import { type CallIn, type NotReached, nextId, type Talking } from '../call.ts';
import type { ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  agentChannels,
  agentLeg,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  consulted,
  customerLeg,
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
import { type Arrangement, wantedOf, without } from './arrangement.ts';
import { asksQueue, CHOOSE_AFTER_MS, ringNext, unanswered } from './asking-queue.ts';
import { PAGE_SAYS_MS } from './awaiting-agent.ts';
import { freed, whyEnded } from './colleague-leg.ts';
import { type Ended, OUTSIDE_ENDS, RECORDED_AS } from './end-reason.ts';
import { RING_SLACK_MS, ringTime } from './moves.ts';
import {
  answeredOutside,
  consultEnded,
  dialOutside,
  networkSpeaks,
  noticeFirst,
  noticeOver,
  notRung,
  OUTSIDE_RING_MS,
  partyOf,
  whyLeft,
} from './outside-leg.ts';
import { end, mayPass } from './parting.ts';
import { rearranged } from './rearranging.ts';
import { REJOIN_RING_MS, SAME_WISH_MS } from './rejoining.ts';
import { answersOf, ringOurs } from './ringing-ours.ts';
import { leaveToOthers } from './succeeding.ts';

/**
 * The agent asks somebody beside the customer, who hears music meanwhile: a colleague, or who is at a number outside.
 *
 *   talk ──asked──▶ they are rung ──answer──▶ aside: the two talk ⇄ swapped: agent and customer talk
 *    ▲                 │                         │
 *    └──not answered, ─┴── taken back, they ─────┼──complete──▶ the customer is theirs (succeeding.ts)
 *                          hang up               └──conference──▶ all of them talk
 *
 * Who is aside is the only one there; those in the talk with the customer may be several. When the agent goes, by whichever
 * way, who is left talks on: the colleague has the call then, or nobody of ours (phases/outside.ts).
 *
 * While a number outside is rung the agent is out of the talk and hears its network, as in a call-back (phases/dialling.ts). A
 * consultation is in no recording; before who is outside joins the talk, they are told that it is recorded.
 */

/** In one call, the customer among them. */
export const MOST_PEOPLE = 8;

/** What happens to those who are asked, and what the agent wants of them; null when it is nothing of theirs. */
export function consulting(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const own = 'agent' in input && input.agent === call.phase.agent;
  const theirs = leftBy(call, input, around);
  if (theirs) return askedLeft(call, theirs.leg, theirs, around);
  const asked = consulted(call.phase);
  const isThere = asked?.state === 'up' && !hearsNotice(asked);
  switch (input.kind) {
    case 'ask-consult':
      return own ? ask(call, input, around) : nothing(call);
    case 'ask-outside':
      return own ? askOutside(call, input, around) : nothing(call);
    case 'leg-answered': {
      const coming = rung(call).find(({ channel }) => channel === input.channel);
      return coming ? askedUp(call, coming, wantedOf(call), around) : null;
    }
    case 'early-media': {
      const leg = outsideLegs(call.phase).find(({ channel }) => channel === input.channel);
      return leg
        ? nothing({ ...call, phase: withoutLeg(call.phase, leg.channel, networkSpeaks(leg)) })
        : null;
    }
    case 'played':
      return noticeHeard(call, input.playback, around);
    case 'ask-rejoin': {
      const leg = colleagues(call.phase).find(each => each.agent === input.agent);
      return leg ? rungAnew(call, leg, input.endpoint, around) : null;
    }
    case 'ask-complete':
      return (own && mayPass(call, around.leaderMayLeave) && leaveToOthers(call, around)) || nothing(call);
    case 'ask-swap':
      return own && isThere ? swap(call, around) : nothing(call);
    case 'ask-conference':
      return own && isThere && (asked.who !== 'outside' || asked.mayJoin)
        ? conference(call, asked, around)
        : nothing(call);
    case 'ask-resume':
      if (!own || !asked) return null;
      return askedLeft(call, asked, { why: 'taken-back', hangUp: true, back: true }, around);
    case 'ask-hold':
    // The hold key of a desk telephone: whom it would put on hold is not the customer.
    case 'held':
      return asked && ('agent' in input || input.channel !== call.id) ? nothing(call) : null;
    case 'outcome':
      return input.order === 'play' && input.outcome !== 'done'
        ? noticeHeard(call, input.subject, around)
        : null;
    default:
      return null;
  }
}

/** Who is asked, and who was in the conference and is rung anew: there may be both. */
const rung = ({ phase }: CallIn<'talking'>): AskedLeg[] =>
  askedLegs(phase).filter(({ state }) => state === 'dialled');

const isAwaited = (leg: AskedLeg): boolean => leg.who === 'colleague' && leg.awaited === true;

/** Whose time is over first: theirs who are not rung at all. */
const due = (call: CallIn<'talking'>): AskedLeg[] =>
  rung(call).toSorted((a, b) => Number(isAwaited(b)) - Number(isAwaited(a)));

/** One timer is for all of them: it goes on for those who are left. */
function ringOnFor(call: CallIn<'talking'>, around: Surroundings): Order[] {
  const [leg] = due(call);
  if (!leg) return rungNoMore(call);
  return [{ kind: 'timer', name: 'consult', ms: ringsOn(leg, around) }];
}

/** Nobody is rung any more. */
const rungNoMore = (call: CallIn<'talking'>): Order[] =>
  rung(call).length > 0 ? [] : [{ kind: 'cancel-timer', name: 'consult' }];

const hearsNotice = (leg: AskedLeg): boolean => leg.who === 'outside' && leg.notice !== undefined;

interface Leaves {
  readonly why: ConsultEnd | OutsideConsultEnd;
  /** The leg may still be there. */
  readonly hangUp: boolean;
  /** The agent goes back to the customer, and not only out of the consultation. */
  readonly back?: true;
}

/** The leg that this ends, and why. */
function leftBy(
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
        if (input.outcome === 'done') return null;
        const leg = at(input.subject);
        return input.outcome === 'gone' ? leaves(leg, 'hung-up', true) : fails(leg, 'failed', true);
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

/** The customer is put on hold, unless they are in a conference that goes on without the agent. */
function ask(
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
function askOutside(
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

function askedUp(call: CallIn<'talking'>, asked: AskedLeg, actual: Arrangement, around: Surroundings): Step {
  const { phase } = call;
  const up = asked.who === 'outside' ? answeredOutside(asked, around) : answeredColleague(asked, around);
  const legs = withoutLeg(phase, asked.channel, up);
  // Whose page is back goes to where they were.
  const isBack = asked.place !== 'aside' || phase.aside !== undefined;
  const named = isBack ? { call, id: phase.aside } : nextId(call, 'bridge');
  const aside = placed(legs, 'aside', ({ who }) => who === 'agent');
  const next: Talking = isBack ? legs : { ...aside, aside: named.id ?? '' };
  const moved = rearranged(named.call as CallIn<'talking'>, next, around, actual);
  const answered = { at: around.now, agent: phase.agent, ...partyOf(asked), ...meanwhile(phase) };
  return step(
    moved.call,
    ...rungNoMore(moved.call as CallIn<'talking'>),
    ...moved.orders,
    ...(asked.who === 'colleague' ? [{ kind: 'agent-talks', agent: asked.agent } as const] : []),
    ...(isBack ? [] : [fact({ kind: 'consult-answered', ...answered })]),
  );
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

/** The colleague's page was loaded anew: what they had is a leg that nobody is at. The others wait, or talk on. */
function rungAnew(
  call: CallIn<'talking'>,
  before: ColleagueLeg,
  endpoint: string,
  around: Surroundings,
): Step {
  const isAnotherWish = around.now - before.since >= SAME_WISH_MS;
  if (before.state === 'dialled' && !isAnotherWish) return nothing(call);
  return ringAnew(call, before, endpoint, around);
}

/** By another leg, for whoever is at this one. `actual`: who hears whom meanwhile. */
function ringAnew(
  call: CallIn<'talking'>,
  before: ColleagueLeg,
  endpoint: string,
  around: Surroundings,
  actual: Arrangement = wantedOf(call),
): Step {
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
  const moved = rearranged(
    named.call as CallIn<'talking'>,
    withoutLeg(call.phase, before.channel, leg),
    around,
    without(actual, before.channel),
  );
  return step(
    moved.call,
    { kind: 'hang-up', channel: before.channel },
    ...moved.orders,
    ringOurs(moved.call, leg, { ringMs: REJOIN_RING_MS, answers: 'at-once' }),
    { kind: 'timer', name: 'consult', ms: REJOIN_RING_MS + RING_SLACK_MS },
  );
}

/** The consultation is over, or somebody has left the conference: the agent has their own call, on hold or not. */
function askedLeft(
  call: CallIn<'talking'>,
  leg: AskedLeg,
  { why, hangUp, back }: Leaves,
  around: Surroundings,
  actual: Arrangement = wantedOf(call),
): Step {
  const next = ringNext(call, leg, { why, hangUp }, around);
  if (next) return next;
  const { aside, notReached: _, unanswered: __, ...left } = withoutLeg(call.phase, leg.channel);
  const isAside = leg.place === 'aside';
  const known: Talking = { ...left, ...whyNobody(leg, why) };
  const kept: Talking = isAside || aside === undefined ? known : { ...known, aside };
  const home = isAside ? placed(kept, 'talk', ({ who }) => who === 'agent') : kept;
  const moved = rearranged(call, back ? withHold(home, false) : home, around, without(actual, leg.channel));
  const isUp = leg.state === 'up';
  const done = step(
    moved.call,
    ...(isAside || !isUp ? ringOnFor(moved.call as CallIn<'talking'>, around) : []),
    ...(hangUp ? ([{ kind: 'hang-up', channel: leg.channel }] as const) : []),
    ...(leg.who === 'colleague' ? freed(leg, why) : []),
    ...moved.orders,
    fact(consultEnded(leg, call.phase.agent, why, around)),
  );
  return isNobodyLeft(home)
    ? first(done.orders, alone(done.call as CallIn<'talking'>, leg, { why, hangUp }, around))
    : done;
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

const isNobodyLeft = (talk: Talking): boolean => !customerLeg(talk) && askedLegs(talk).length === 0;

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

function swap(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const isAside = phase.legs.some(({ who, place }) => who === 'agent' && place === 'aside');
  const moved = placed(phase, isAside ? 'talk' : 'aside', ({ who }) => who === 'agent');
  const others = phase.legs.filter(
    ({ who, place }) => who !== 'agent' && who !== 'supervisor' && place !== 'aside',
  );
  const isConference = others.length > 1;
  return rearranged(call, isConference ? moved : withHold(moved, !isAside), around);
}

function conference(call: CallIn<'talking'>, asked: AskedLeg, around: Surroundings): Step {
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
function noticeHeard(call: CallIn<'talking'>, playback: string, around: Surroundings): Step | null {
  const leg = outsideLegs(call.phase).find(({ notice }) => notice === playback);
  if (!leg) return null;
  const moved = rearranged(call, withoutLeg(call.phase, leg.channel, noticeOver(leg)), around);
  return step(moved.call, ...moved.orders, joined(call, leg, around));
}

/**
 * Their leg is not there after a restart. A page that was back is rung: that it was may have been lost with us. One that talked may
 * have been loaded anew meanwhile: their place is kept until the page says what it was (awaiting-agent.ts), and it is not rung, for
 * they may have hung up. Null: they are not waited for. `isLed`: the call's agent is there; else nobody would be with the customer.
 */
function comesBack(
  call: CallIn<'talking'>,
  leg: ColleagueLeg,
  isLed: boolean,
  around: Surroundings,
  actual: Arrangement,
): Step | null {
  if (leg.awaited) return isLed ? step(call) : null;
  if (leg.again) return ringAnew(call, leg, leg.endpoint, around, actual);
  if (!isLed || leg.state !== 'up' || isDeskLine(around.lineAt(leg.endpoint) ?? '')) return null;
  const awaited: ColleagueLeg = { ...leg, state: 'dialled', again: true, awaited: true };
  const phase = withoutLeg(call.phase, leg.channel, awaited);
  return rearranged(call, phase, around, without(actual, leg.channel));
}

/** After a restart: those who have answered or gone meanwhile, and who hears whom before and after that; it may be over by it. */
export function askedRecover(
  before: CallIn<'talking'>,
  there: StillThere,
  seen: Arrangement,
  around: Surroundings,
): Step & { readonly actual: Arrangement } {
  const orders: Order[] = colleagues(before.phase).map(leg => ({
    kind: isAsked(leg) ? 'agent-offered' : 'agent-talks',
    agent: leg.agent,
  }));
  let call = before;
  let actual = seen;
  const happened = (changed: Step) => {
    call = changed.call as CallIn<'talking'>;
    orders.push(...changed.orders);
    actual = wantedOf(call);
  };
  const isLed = agentChannels(before.phase).some(channel => there.alive.has(channel));
  for (const leg of askedLegs(before.phase)) {
    if (there.alive.has(leg.channel) || asksQueue(leg)) continue;
    const back = leg.who === 'colleague' ? comesBack(call, leg, isLed, around, actual) : null;
    if (back) {
      happened(back);
      continue;
    }
    const unseen = leg.who === 'outside' ? 'unseen' : 'failed';
    const why = leg.state === 'up' ? 'hung-up' : unseen;
    const left = askedLeft(call, leg, { why, hangUp: false }, around, actual);
    if (left.call.phase.kind !== 'talking') return { ...left, orders: [...orders, ...left.orders], actual };
    happened(left);
  }
  for (const asked of rung(call)) {
    if (there.answered.has(asked.channel)) happened(askedUp(call, asked, actual, around));
  }
  const [next] = due(call);
  if (next) {
    const isGone = asksQueue(next) && !there.alive.has(next.channel);
    orders.push({ kind: 'timer', name: 'consult', ms: isGone ? CHOOSE_AFTER_MS : ringsOn(next, around) });
  }
  // Whether they heard it to its end is not known: again.
  for (const leg of outsideLegs(call.phase).filter(hearsNotice)) {
    const again = noticeFirst(call, leg, around);
    const phase = withoutLeg(call.phase, leg.channel, again.leg);
    call = { ...again.call, phase };
    // That they were to leave the consultation may have been lost with the link.
    const bridge = there.bridged.get(leg.channel);
    if (bridge !== undefined) orders.push({ kind: 'leave', bridge, channel: leg.channel });
    orders.push({ kind: 'stop-playing', playback: leg.notice ?? '' }, ...again.orders);
  }
  return { call, orders, actual };
}

/** How long whoever is rung is waited for after a restart, ms; the next one of a queue is rung where they are gone. */
function ringsOn(leg: AskedLeg, around: Surroundings): number {
  // Who is at a page that is there says so at once; one that is not has to be loaded first.
  if ('awaited' in leg) return around.reaches(leg.endpoint) ? PAGE_SAYS_MS : AWAIT_AGENT_MS;
  const theirs = 'again' in leg ? REJOIN_RING_MS : ringTime(leg.queue, around);
  return (leg.who === 'outside' ? OUTSIDE_RING_MS : theirs) + RING_SLACK_MS;
}
