import type { ErrorCode } from '../../kit/errors.ts';
import type { CallIn } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { type SupervisorLeg, supervisorLegs, type TakesOver, withLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step } from '../step.ts';
import type { SupervisionEnd, SupervisionMode } from '../supervision.ts';
import { withoutEar } from './supervisors-ears.ts';

/** What is told of a supervisor's part in a talk, from its beginning to its end. */

/** Who comes back by another leg has begun before. */
export function begun({ phase }: CallIn<'talking'>, leg: SupervisorLeg, around: Surroundings): Order[] {
  if (leg.again) return [];
  const { person: supervisor, seen } = leg;
  const { agent } = phase;
  return [fact({ kind: 'supervision-began', at: around.now, supervisor, agent, mode: modeOf(leg), seen })];
}

/** It is told that they are in the call. */
export const isTold = ({ state, again }: SupervisorLeg): boolean => state === 'up' || again === true;

export function modeOf({ place }: Pick<SupervisorLeg, 'place'>): SupervisionMode {
  if (place === 'talk') return 'barge';
  return place === 'listening' ? 'listen' : 'whisper';
}

/** What is told of somebody who is in the call no more; who never was, is not told of. */
export function outOf(leg: SupervisorLeg, why: SupervisionEnd, around: Surroundings): Order[] {
  const { person, seen } = leg;
  const ended = fact({ kind: 'supervision-ended', at: around.now, supervisor: person, seen, why });
  const code = why === 'talk-over' ? 'talk-over' : 'phone-not-ready';
  const untaken = leg.takesOver ? nothingOf(person, leg.takesOver, code) : [];
  return [{ kind: 'supervises', person, on: false }, ...(isTold(leg) ? [ended] : []), ...untaken];
}

/** The audit log, in which it stands, is told that nothing came of it. */
export function nothingOf(person: string, { rows = [] }: TakesOver, code: ErrorCode): Order[] {
  return rows.length > 0 ? [{ kind: 'not-taken-over', person, rows, code }] : [];
}

export const NOT_NOW = 'take-over-not-now';

/** They listen, and are told so; the audit log, in which it stands, is told too. */
export function notTaken(
  call: CallIn<'talking'>,
  leg: SupervisorLeg,
  takesOver: TakesOver,
  code: ErrorCode,
): Step & { readonly call: CallIn<'talking'> } {
  const phase = withLeg(call.phase, { ...leg, notTaken: true });
  return { call: { ...call, phase }, orders: nothingOf(leg.person, takesOver, code) };
}

/** The talk is over: nobody is left to be heard. */
export function dismissed(before: CallIn<'talking'>, then: Step, around: Surroundings): Step {
  const legs = supervisorLegs(before.phase);
  if (legs.length === 0) return then;
  const out = legs.flatMap((leg): Order[] => [
    hangUp(leg.channel),
    ...outOf(leg, 'talk-over', around),
    ...(leg.ear ? withoutEar(leg.ear) : []),
  ]);
  return first([{ kind: 'cancel-timer', name: 'supervisor' }, ...out], awaiting(then, legs));
}

/** A call that ends stays until their channels are gone, too. */
function awaiting(then: Step, legs: readonly SupervisorLeg[]): Step {
  const { phase } = then.call;
  if (phase.kind !== 'ending') return then;
  const open = [...phase.open, ...legs.map(({ channel }) => channel)];
  const isLast = (order: Order) =>
    order.kind === 'close' || (order.kind === 'cancel-timer' && order.name === 'ending');
  return {
    call: { ...then.call, phase: { ...phase, open } },
    orders: then.orders.filter(each => !isLast(each)),
  };
}

const hangUp = (channel: string): Order => ({ kind: 'hang-up', channel });
