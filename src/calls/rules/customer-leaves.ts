import type { Call, CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { customerLeg, isConference, withoutLeg } from '../legs.ts';
import { fact, first, type Step, step } from '../step.ts';
import { wantedOf, without } from './arrangement.ts';
import { type Ended, RECORDED_AS } from './end-reason.ts';
import { type Booked, inPlace } from './rearranging.ts';
import { endRecording } from './recording.ts';
import { partTimes } from './talk-time.ts';

/**
 * The customer leaves a conference: they hang up, or its agent lets them go. The others talk on, in no recording, until
 * nobody of ours is left, or one alone: then the call is over. The agent may leave it to a colleague (lead-passes.ts). What is
 * told of the talk with the customer ends here, and how the call ended is how they left.
 */

type Left = Pick<Ended, 'by' | 'why' | 'cause'>;

/** Null where nobody else talks. */
export function goesOnWithout(before: CallIn<'talking'>, ended: Left, around: Surroundings): Step | null {
  const left = withoutCustomer(before, ended, around);
  if (!left) return null;
  const was = { actual: without(wantedOf(before), before.id), recorder: null };
  const moved = inPlace(left.call, was, around);
  return first(left.told, moved);
}

/** Null where nobody else talks. */
export function withoutCustomer(
  before: CallIn<'talking'>,
  { by, why, cause }: Left,
  around: Surroundings,
): Booked | null {
  const leg = customerLeg(before.phase);
  if (!leg || !isConference(before.phase)) return null;
  const recorded = endRecording(before);
  const { farHold: _, ...call } = recorded.call as CallIn<'talking'>;
  const at = around.now;
  const phase: Talking = { ...withoutLeg(call.phase, leg.channel), customerLeft: { at, by, why, cause } };
  const held = heldOf(before.phase, around);
  return {
    call: { ...call, phase },
    told: [
      ...recorded.orders,
      fact({ kind: 'customer-left', at, agent: phase.agent, by, why, cause, ...held }),
    ],
  };
}

/** Its agent lets the customer go. */
export function dropCustomer(call: CallIn<'talking'>, around: Surroundings): Step | null {
  const ended = { by: 'agent', why: 'hung-up', cause: RECORDED_AS.hungUp } as const;
  const goesOn = goesOnWithout(call, ended, around);
  return goesOn && step(goesOn.call, { kind: 'hang-up', channel: call.id }, ...goesOn.orders);
}

const heldOf = (talk: Talking, around: Surroundings): { readonly heldMs?: number } => {
  const { heldMs } = partTimes(talk, around);
  return heldMs === undefined ? {} : { heldMs };
};

/** The customer has left, and so has the agent who talked with them: nobody owes anything for what is still said. */
export const isPartOver = ({ phase }: Call): boolean =>
  phase.kind === 'talking' && phase.customerLeft?.talkedMs !== undefined;
