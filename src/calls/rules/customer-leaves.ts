import type { Call, CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { customerLeg, isConference, withoutLeg } from '../legs.ts';
import { fact, type Step, step } from '../step.ts';
import { type Arrangement, wantedOf, without } from './arrangement.ts';
import { type Ended, RECORDED_AS } from './end-reason.ts';
import { rearranged } from './rearranging.ts';
import { endRecording } from './recording.ts';
import { partTimes } from './talk-time.ts';

/**
 * The customer leaves a conference: they hang up, or its agent lets them go. The others talk on, in no recording, until
 * nobody of ours is left, or one alone: then the call is over. The agent may leave it to a colleague (lead-passes.ts). What is
 * told of the talk with the customer ends here, and how the call ended is how they left.
 */

/** Null where nobody else talks. `actual`: who hears whom before it. */
export function goesOnWithout(
  before: CallIn<'talking'>,
  ended: Pick<Ended, 'by' | 'why' | 'cause'>,
  around: Surroundings,
  actual: Arrangement = wantedOf(before),
): (Step & { readonly call: CallIn<'talking'> }) | null {
  const leg = customerLeg(before.phase);
  if (!leg || !isConference(before.phase)) return null;
  const { by, why, cause } = ended;
  const recorded = endRecording(before);
  const { farHold: _, ...call } = recorded.call as CallIn<'talking'>;
  const at = around.now;
  const phase: Talking = { ...withoutLeg(call.phase, leg.channel), customerLeft: { at, by, why, cause } };
  const moved = rearranged(call, phase, around, without(actual, leg.channel));
  return {
    call: moved.call as CallIn<'talking'>,
    orders: [
      ...recorded.orders,
      ...moved.orders,
      fact({
        kind: 'customer-left',
        at,
        agent: phase.agent,
        by,
        why,
        cause,
        ...heldOf(before.phase, around),
      }),
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
