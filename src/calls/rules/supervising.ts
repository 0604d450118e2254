import { type CallIn, nextId } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import {
  type SupervisorLeg,
  type SupervisorPlace,
  snoopsIn,
  supervisorLegs,
  type TakesOver,
  withLeg,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { severally, talking } from '../phases/talking.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import type { SupervisionEnd, SupervisionMode } from '../supervision.ts';
import { arrange, wantedOf, without } from './arrangement.ts';
import { byWhoIsThere } from './ringing-ours.ts';
import { dialSupervisor, RING_TIMER, rungAnew } from './ringing-supervisors.ts';
import { begun, dismissed, isTold, NOT_NOW, notTaken, outOf } from './supervision-told.ts';
import { earsFollow } from './supervisors-ears.ts';
import { supervisorsRecover } from './supervisors-recover.ts';
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

const PLACES: Readonly<Record<SupervisionMode, SupervisorPlace>> = {
  listen: 'listening',
  whisper: 'whispering',
  barge: 'talk',
};

/** What happens to a talk, with the supervisors in it. */
export function supervised(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step {
  if (input.kind === 'recover') {
    const known = supervisorsRecover(call, input, around);
    const done = first(known.told, tuned(known.call, talking(known.call, input, around), around));
    return byWhoIsThere(done, input);
  }
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
  if (again) return leg ? askedAnew(call, leg, endpoint, around) : nothing(call);
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
  return step(next, dialSupervisor(call, coming), { kind: 'supervises', person, on: true }, RING_TIMER);
}

function askedAnew(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  endpoint: string,
  around: Surroundings,
): Step {
  const anew = rungAnew(call, leg, endpoint, around);
  return step(
    anew.call,
    hangUp(leg.channel),
    ...arrange(wantedOf(anew.call), without(wantedOf(call), leg.channel)),
    ...anew.told,
  );
}

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

function hangUp(channel: string): Order {
  return { kind: 'hang-up', channel };
}
