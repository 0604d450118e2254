import type { ErrorCode } from '../../kit/errors.ts';
import { type CallIn, nextId } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import {
  type Leg,
  type SupervisorLeg,
  type SupervisorPlace,
  snoopsIn,
  supervisorLegs,
  type TakesOver,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { severally, talking } from '../phases/talking.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import type { SupervisionEnd, SupervisionMode } from '../supervision.ts';
import { arrange, wantedOf, without } from './arrangement.ts';
import { RING_SLACK_MS } from './moves.ts';
import { ringOurs } from './ringing-ours.ts';
import { begun, dismissed, isTold, nothingOf, outOf } from './supervision-told.ts';
import { earsFollow, withoutEar, withoutItsEar } from './supervisors-ears.ts';
import { mayBeTaken, takeOver } from './taking-over.ts';

/**
 * Supervisors in a talk. Each has a leg of their own, that of their telephone, and its place says the mode:
 *
 *   asked ──▶ dialled ──answered──▶ listening ⇄ whispering ⇄ talk ──hangs up, or the talk is over──▶ gone
 *              ▲ └──not answered──▶ gone │      └──takes over──▶ the call's agent (taking-over.ts)
 *              └──page loaded anew───────┘ in the same place; the leg before goes at once, and there are never two
 *
 * What they hear by: supervisors-ears.ts.
 * Nothing of this is the talk's: whatever becomes of a supervisor, the two talk on. When the talk comes to its end,
 * their legs are hung up.
 */

/** A desk telephone has to be picked up; a page answers by itself, ms. */
export const SUPERVISOR_RING_MS = 20_000;

const PLACES: Readonly<Record<SupervisionMode, SupervisorPlace>> = {
  listen: 'listening',
  whisper: 'whispering',
  barge: 'talk',
};

/** What happens to a talk, with the supervisors in it. */
export function supervised(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step {
  if (input.kind === 'recover') return recovered(call, input, around);
  return tuned(call, ofSupervisor(call, input, around) ?? talking(call, input, around), around);
}

/** Null when the input is of no supervisor. */
function ofSupervisor(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const legs = supervisorLegs(call.phase);
  switch (input.kind) {
    case 'ask-supervise':
      return asked(call, input, around);
    case 'ask-take-over':
      return askedToTakeOver(call, input, around);
    case 'ask-unsupervise': {
      const leg = legs.find(({ person }) => person === input.person);
      return leg ? first([hangUp(leg.channel)], left(call, leg, 'left', around)) : nothing(call);
    }
    case 'leg-answered': {
      const leg = legs.find(({ channel }) => channel === input.channel);
      return leg ? answered(call, leg, around) : null;
    }
    case 'channel-ended': {
      const leg = legs.find(({ channel }) => channel === input.channel);
      return leg ? left(call, leg, input.end.dropped ? 'failed' : 'left', around) : null;
    }
    case 'outcome': {
      const leg = legs.find(each => isAbout(each, input));
      if (!leg) return null;
      if (input.outcome === 'done') return nothing(call);
      return first([hangUp(leg.channel)], left(call, leg, 'failed', around));
    }
    case 'timer':
      return input.name === 'supervisor' ? unanswered(call, around) : null;
    default:
      return null;
  }
}

/** Their telephone is called, what they hear by is made, or they go into the talk or out of it: what is not done of it ends their part. */
function isAbout(
  { channel, ear }: SupervisorLeg,
  { order, subject }: { order: string; subject: string },
): boolean {
  const snoops = ear ? snoopsIn(ear) : [];
  if (order === 'dial' || order === 'step-out') return subject === channel;
  if (order === 'step-in') return subject === channel || snoops.includes(subject);
  if (order === 'snoop') return snoops.includes(subject);
  return order === 'join' && subject === ear?.bridge;
}

function asked(
  call: CallIn<'talking'>,
  { person, endpoint, mode, seen, again }: Extract<CallInput, { kind: 'ask-supervise' }>,
  around: Surroundings,
): Step {
  if (call.phase.agent === person) return nothing(call);
  const leg = supervisorLegs(call.phase).find(each => each.person === person);
  if (again) return leg ? anew(call, leg, endpoint, around) : nothing(call);
  if (leg) return changed(call, leg, mode, around);
  const named = nextId(call, 'leg');
  const coming: SupervisorLeg = {
    who: 'supervisor',
    channel: named.id,
    person,
    endpoint,
    state: 'dialled',
    place: PLACES[mode],
    seen,
    since: around.now,
  };
  const next = { ...named.call, phase: withoutLeg(call.phase, undefined, coming) };
  return step(next, dial(call, coming), { kind: 'supervises', person, on: true }, RING_TIMER);
}

/** In the same place by another leg: whatever the one before was, it is the way to nobody any more. */
function anew(
  call: CallIn<'talking'>,
  { ear: _, ...leg }: SupervisorLeg,
  endpoint: string,
  around: Surroundings,
): Step {
  const named = nextId(call, 'leg');
  const isIn = leg.state === 'up' || leg.again === true;
  const coming: SupervisorLeg = {
    ...leg,
    channel: named.id,
    endpoint,
    state: 'dialled',
    since: around.now,
    ...(isIn ? { again: true } : {}),
  };
  const next = { ...named.call, phase: withoutLeg(call.phase, leg.channel, coming) };
  return step(
    next,
    hangUp(leg.channel),
    ...arrange(wantedOf(next), without(wantedOf(call), leg.channel)),
    dial(call, coming),
    RING_TIMER,
  );
}

const dial = (call: CallIn<'talking'>, leg: SupervisorLeg): Order =>
  ringOurs(call, leg, { ringMs: SUPERVISOR_RING_MS, role: 'supervisor', answers: 'at-once' });

const RING_TIMER: Order = {
  kind: 'timer',
  name: 'supervisor',
  ms: SUPERVISOR_RING_MS + RING_SLACK_MS,
};

function changed(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  mode: SupervisionMode,
  around: Surroundings,
): Step {
  const place = PLACES[mode];
  if (place === leg.place) return nothing(call);
  const { notTaken: _, ...known } = leg;
  const next = { ...call, phase: withLeg(call.phase, { ...known, place }) };
  if (!isTold(leg)) return step(next);
  return step(
    next,
    ...arrange(wantedOf(next), wantedOf(call)),
    fact({ kind: 'supervision-changed', at: around.now, supervisor: leg.person, mode, seen: leg.seen }),
  );
}

function answered(call: CallIn<'talking'>, leg: SupervisorLeg, around: Surroundings): Step {
  if (leg.state === 'up') return nothing(call);
  const { takesOver, again: _, ...rest } = leg;
  const up: SupervisorLeg = { ...rest, state: 'up', since: around.now };
  const next = { ...call, phase: withLeg(call.phase, up) };
  const began = begun(next, leg, around);
  if (takesOver && mayBeTaken(next.phase))
    return first([...ringsNoMore(next), ...began], takesCall(next, up, takesOver, around));
  const here = step(next, ...ringsNoMore(next), ...arrange(wantedOf(next), wantedOf(call)), ...began);
  return takesOver ? first(here.orders, notTaken(next, up, takesOver, NOT_NOW)) : here;
}

const NOT_NOW = 'take-over-not-now';

/** They listen, and are told so; the audit log, in which it stands, is told too. */
function notTaken(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  takesOver: TakesOver,
  code: ErrorCode,
): Step & { readonly call: CallIn<'talking'> } {
  const phase = withLeg(call.phase, { ...leg, notTaken: true });
  return { call: { ...call, phase }, orders: nothingOf(leg.person, takesOver, code) };
}

/** Their telephone is called first, where they are not in the talk yet. */
function askedToTakeOver(
  call: CallIn<'talking'>,
  { person, endpoint, queue, rows = [] }: Extract<CallInput, { kind: 'ask-take-over' }>,
  around: Surroundings,
): Step {
  if (call.phase.agent === person) return nothing(call);
  const before = supervisorLegs(call.phase).find(each => each.person === person);
  const takesOver: TakesOver = { queue, ...(rows.length > 0 ? { rows } : {}) };
  if (before?.state === 'up')
    return mayBeTaken(call.phase)
      ? takesCall(call, before, takesOver, around)
      : notTaken(call, before, takesOver, NOT_NOW);
  const rung = asked(call, { kind: 'ask-supervise', person, endpoint, mode: 'listen', seen: true }, around);
  const { phase } = rung.call as CallIn<'talking'>;
  const leg = supervisorLegs(phase).find(each => each.person === person);
  if (!leg) return rung;
  return step({ ...rung.call, phase: withLeg(phase, { ...leg, takesOver }) }, ...rung.orders);
}

/** They supervise nobody any more. */
function takesCall(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  { queue }: TakesOver,
  around: Surroundings,
): Step {
  const taken = severally(takeOver(call, leg, queue, around));
  const { person, seen } = leg;
  return first(
    [fact({ kind: 'supervision-ended', at: around.now, supervisor: person, seen, why: 'took-over' })],
    taken,
  );
}

/** Their leg is gone, or is hung up beside. */
function left(call: CallIn<'talking'>, leg: SupervisorLeg, why: SupervisionEnd, around: Surroundings): Step {
  const next = { ...call, phase: withoutLeg(call.phase, leg.channel) };
  return step(
    next,
    ...ringsNoMore(next),
    ...arrange(wantedOf(next), without(wantedOf(call), leg.channel)),
    ...outOf(leg, why, around),
  );
}

/** Nobody picked up, or the telephone system does not tell. */
function unanswered(call: CallIn<'talking'>, around: Surroundings): Step {
  const silent = supervisorLegs(call.phase).filter(({ state }) => state === 'dialled');
  return silent.reduce((so, leg) => {
    const then = left(so.call as CallIn<'talking'>, leg, 'failed', around);
    return first([...so.orders, hangUp(leg.channel)], then);
  }, step(call));
}

function ringsNoMore({ phase }: CallIn<'talking'>): Order[] {
  const rings = supervisorLegs(phase).some(({ state }) => state === 'dialled');
  return rings ? [] : [{ kind: 'cancel-timer', name: 'supervisor' }];
}

/**
 * What supervisors hear by follows from what has become of the talk. With it go those who were in it when the call is in no
 * talk any more.
 */
function tuned(before: CallIn<'talking'>, then: Step, around: Surroundings): Step {
  return then.call.phase.kind === 'talking' ? earsFollow(before, then) : dismissed(before, then, around);
}

/** After a restart: who is still there hears on by something new, for nobody knows what became of what they heard by. */
function recovered(
  before: CallIn<'talking'>,
  input: { readonly kind: 'recover' } & StillThere,
  around: Surroundings,
): Step {
  const legs = supervisorLegs(before.phase);
  if (legs.length === 0) return talking(before, input, around);
  const there = legs.filter(({ channel }) => input.alive.has(channel));
  // Whose page is back waits for it; that it was rung may have been lost with us.
  const isOwed = (leg: SupervisorLeg) => leg.again === true && !there.includes(leg);
  const gone = legs.filter(leg => !there.includes(leg) && !isOwed(leg));
  const stays = before.phase.legs
    .filter(leg => leg.who !== 'supervisor' || !gone.includes(leg))
    .map((leg): Leg => (leg.who === 'supervisor' ? withoutItsEar(leg) : leg));
  let call: CallIn<'talking'> = { ...before, phase: { ...before.phase, legs: stays } };
  const told: Order[] = gone.flatMap(leg => outOf(leg, 'unseen', around));
  for (const { channel, state, person } of there) {
    told.push({ kind: 'supervises', person, on: true });
    if (state === 'dialled' && input.answered.has(channel)) {
      const leg = supervisorLegs(call.phase).find(each => each.channel === channel);
      if (!leg) continue;
      const { takesOver, again: __, ...rest } = leg;
      const up: SupervisorLeg = { ...rest, state: 'up', since: around.now };
      call = { ...call, phase: withLeg(call.phase, up) };
      told.push(...begun(call, leg, around));
      if (!takesOver) continue;
      const listens = notTaken(call, up, takesOver, NOT_NOW);
      call = listens.call;
      told.push(...listens.orders);
    }
  }
  for (const leg of legs.filter(isOwed)) {
    const rung = anew(call, leg, leg.endpoint, around);
    call = rung.call as CallIn<'talking'>;
    told.push({ kind: 'supervises', person: leg.person, on: true }, ...rung.orders);
  }
  const rings = supervisorLegs(call.phase).some(({ state }) => state === 'dialled');
  const ring = rings ? [RING_TIMER] : [];
  const ears = legs.flatMap(({ ear }) => (ear ? withoutEar(ear) : []));
  return first([...told, ...ring, ...ears], tuned(call, talking(call, input, around), around));
}

function withLeg(phase: CallIn<'talking'>['phase'], leg: SupervisorLeg): CallIn<'talking'>['phase'] {
  return { ...phase, legs: phase.legs.map(each => (each.channel === leg.channel ? leg : each)) };
}

function hangUp(channel: string): Order {
  return { kind: 'hang-up', channel };
}
