import { type CallIn, nextId, type Offered, type Queued, queuedOf, type Talking } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { Surroundings } from '../inputs.ts';
import {
  type AskedLeg,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  consulted,
  customerLeg,
  heardUnlessConference,
  outsideLegs,
  ownLeg,
  placed,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step, step } from '../step.ts';
import { type Arrangement, aloneWithMusic, arrange, wantedOf } from './arrangement.ts';
import { countedIn, queuedWith } from './asking-queue.ts';
import { handOut, rungFor } from './giving-out.ts';
import { leadPasses } from './lead-passes.ts';
import { firstQueue, RING_SLACK_MS, ringTime } from './moves.ts';
import { consultEnded, noticeFirst } from './outside-leg.ts';
import { recorderFollows } from './recording.ts';
import { pauseGoesOn, pauseLeft, policyOf } from './recording-orders.ts';
import { ringOurs } from './ringing-ours.ts';
import { NOT_HELD } from './talk-time.ts';
import { partEnds, sentOn, waitSoFar } from './transferring.ts';

/** Nobody is rung beside the customer any more. */
const RUNG: Order = { kind: 'cancel-timer', name: 'consult' };

/**
 * The agent leaves a call in which others are: by completing a transfer, by hanging up, or because their telephone is gone.
 * Colleagues come before those outside: one of ours has the call for as long as there is one. Null when there is none: then
 * nobody is left but the customer. `actual`: who hears whom before it, where that is not what is wanted of the call.
 */
export function leaveToOthers(
  call: CallIn<'talking'>,
  around: Surroundings,
  seen?: Arrangement,
): Step | null {
  if (askedLegs(call.phase).length === 0) return null;
  const actual = seen ?? wantedOf(call);
  // Nobody has a customer to go on with.
  if (!customerLeg(call.phase)) return leftToOurs(call, actual, around);
  const aside = consulted(call.phase);
  const isColleague = aside?.who === 'colleague' && aside.state === 'up';
  const heir = isColleague ? aside : colleagues(call.phase).find(({ state }) => state === 'up');
  if (heir) return inheritAll(call, heir, actual, around);
  if (outsideLegs(call.phase).some(({ state }) => state === 'up')) {
    const { call: kept, orders } = askedNoMore(call, aside, around);
    return first(orders, handOut(kept, actual, around));
  }
  if (aside?.who === 'outside') return rungFor(call, aside, actual, around);
  return aside ? passOn(call, aside, actual, around) : null;
}

/** Two who are left talk on, where one of them is one of ours: nobody else would be in a call that we pay for. */
function leftToOurs(before: CallIn<'talking'>, actual: Arrangement, around: Surroundings): Step | null {
  const heir = heirOfOurs(before.phase);
  if (!heir) return null;
  const aside = consulted(before.phase);
  const isBack = aside?.who === 'colleague' && aside.again === true;
  const { call, orders } = askedNoMore(before, isBack ? undefined : aside, around);
  const then = isInternal(call)
    ? succeed(call, heir, actual, around)
    : leadPasses(call, heir, actual, around);
  return first(orders, then);
}

/** In a talk without a customer: who leads it when its agent leaves; undefined where that leaves nobody to talk to. */
export function heirOfOurs(talk: Talking): ColleagueLeg | undefined {
  // Whose page is loaded anew is on their way back.
  const there = askedLegs(talk).filter(
    leg => leg.state === 'up' || (leg.who === 'colleague' && leg.again === true),
  );
  if (there.length < 2) return undefined;
  const aside = consulted(talk);
  const last = aside?.who === 'colleague' && aside.state === 'up' ? aside : undefined;
  return last ?? colleagues(talk).find(({ state }) => state === 'up');
}

/** Who is outside, and was asked last, talks with all that are left. */
function inheritAll(
  before: CallIn<'talking'>,
  heir: ColleagueLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const aside = consulted(before.phase);
  if (aside?.who !== 'outside') return succeed(before, heir, actual, around);
  if (aside.state === 'dialled') {
    const { call, orders } = askedNoMore(before, aside, around);
    return first(orders, succeed(call, heir, actual, around));
  }
  if (aside.notice !== undefined) return succeed(before, heir, actual, around);
  const told = noticeFirst(before, aside, around);
  const phase = withoutLeg(before.phase, aside.channel, told.leg);
  const after = succeed({ ...told.call, phase }, heir, actual, around);
  return step(after.call, ...after.orders, ...told.orders);
}

/** Who is rung for an agent who goes is rung for nobody. */
function askedNoMore(
  call: CallIn<'talking'>,
  asked: AskedLeg | undefined,
  around: Surroundings,
): { readonly call: CallIn<'talking'>; readonly orders: Order[] } {
  if (asked?.state !== 'dialled') return { call, orders: [] };
  const { agent } = call.phase;
  return {
    call: { ...call, phase: withoutLeg(call.phase, asked.channel) },
    orders: [
      { kind: 'hang-up', channel: asked.channel },
      ...(asked.who === 'colleague' ? leftWithout(asked) : []),
      fact(consultEnded(asked, agent, 'call-ended', around)),
    ],
  };
}

/** The colleague has the call from now on, and talks with the customer at once. `actual`: who hears whom before it. */
export function succeed(
  before: CallIn<'talking'>,
  heir: ColleagueLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const { aside: _, pause, recorded: __, telling: ___, givenBy: ____, ...phase } = before.phase;
  const asked = heir.tried ? around.queue(heir.queue)?.recording : undefined;
  const policy = asked ?? policyOf(before);
  const recorded = policy === 'always';
  const at = around.now;
  // Whom we called is in no queue so far, and is to have one from here on.
  const queued = queuedWith(waitSoFar(phase, around) ?? firstQueue(heir.queue, around), heir);
  const asQueue = heir.tried ? { asQueue: true as const } : {};
  const to = { queue: heir.queue, colleague: heir.agent, ...asQueue, note: heir.note };
  const left = partEnds(before, to, around);
  const own = ownLeg(heir);
  const others = phase.legs.filter(leg => leg.who !== 'agent' && leg !== heir);
  const joined = placed({ ...phase, legs: [...others, own] }, 'talk', ({ place }) => place === 'music');
  const talk = heardUnlessConference(joined);
  const next: Talking = {
    ...talk,
    agent: heir.agent,
    before: before.phase.agent,
    answeredAt: at,
    held: NOT_HELD,
    ...(recorded ? { recorded } : {}),
    ...pauseLeft(pause, recorded, around),
    ...(asked === undefined ? {} : { recordingPolicy: asked }),
    queued: queued && { ...queued, transfer: { from: phase.agent, note: heir.note, at } },
    ...(isInternal(before) || heir.place === 'talk' ? {} : { givenBy: phase.agent }),
  };
  const moved: CallIn<'talking'> = { ...left.call, phase: next };
  const recorder = recorderFollows(moved, null, around);
  return step(
    recorder.call,
    ...(consulted(next) ? [] : [RUNG]),
    ...left.orders,
    ...arrange(wantedOf(moved), actual),
    ...left.hangUps,
    ...left.told,
    { kind: 'agent-talks', agent: heir.agent },
    ...countedIn(queued, heir, around),
    fact({ kind: 'answered', at, agent: heir.agent, waitedMs: 0 }),
    ...recorder.after,
    ...pauseGoesOn(moved, around),
  );
}

/**
 * The colleague is still rung; the customer waits for them with music, like anybody who was sent to one agent (directed.ts), or
 * to a queue, where that was asked: others of it are rung then, too.
 */
export function passOn(
  before: CallIn<'talking'>,
  heir: ColleagueLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const at = around.now;
  const { tried, note } = heir;
  const to = { queue: heir.queue, note, ...(tried ? {} : { colleague: heir.agent }) };
  const left = partEnds(before, to, around);
  const named = nextId(left.call, 'offer');
  // Who was waited for is not rung so far.
  const leg = heir.awaited ? nextId(named.call, 'leg') : { call: named.call, id: heir.channel };
  const ringMs = ringTime(heir.queue, around);
  const sent = sentOn(before, to, around);
  const queued: Queued = tried
    ? { ...sent, missedBy: [...sent.missedBy, ...tried] }
    : { ...sent, first: true, only: { agent: heir.agent, why: 'given', until: at } };
  const offered: Offered = {
    kind: 'offered',
    ...queuedOf(queued),
    playback: null,
    music: true,
    offeredAt: heir.since,
    agent: heir.agent,
    offer: named.id,
    leg: leg.id,
    endpoint: heir.endpoint,
  };
  const { queue, topic, priority } = queued;
  const reasons = { idleMs: 0, passedOver: {}, position: 0 };
  // Who has talked with the agent alone is asked for a talk with the customer.
  const anew: Order[] = heir.again ? [{ kind: 'agent-offered', agent: heir.agent }] : [];
  return step(
    { ...leg.call, phase: offered },
    RUNG,
    ...left.orders,
    ...arrange(aloneWithMusic(before.id), actual),
    ...left.hangUps,
    ...left.told,
    ...anew,
    ...(heir.awaited ? [ringOurs(before, { channel: leg.id, endpoint: heir.endpoint }, { ringMs })] : []),
    fact({ kind: 'queued', at, queue, topic, priority }),
    { kind: 'timer', name: 'ring', ms: ringTime(queue, around) + RING_SLACK_MS },
    fact({ kind: 'offered', at, agent: heir.agent, offer: named.id, reasons }),
  );
}

/** The call is over for all who were in it beside its agent. */
export function askedEnd({ phase }: CallIn<'talking'>, around: Surroundings): Order[] {
  return askedLegs(phase).flatMap((leg): Order[] => [
    ...(leg.who === 'colleague' ? leftWithout(leg) : []),
    fact(consultEnded(leg, phase.agent, 'call-ended', around)),
  ]);
}

const leftWithout = ({ agent, state }: ColleagueLeg): Order[] => [
  ...(state === 'up' ? [] : [{ kind: 'agent-missed', agent, why: null } as const]),
  { kind: 'agent-finished', agent, wrapUp: false },
];
