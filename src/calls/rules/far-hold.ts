import type { Call, CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { customerLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, nothing, type Step, step } from '../step.ts';
import { arrange, wantedOf } from './arrangement.ts';
import { recorderFollows, wantedRecorder } from './recording.ts';

/**
 * The customer's telephone puts us on hold (RFC 3264, 8.4). It is sent nothing meanwhile (Asterisk would go on with what
 * the agent says), the agent is told, nothing is recorded; and one who waits keeps the place and is offered to nobody, for
 * no agent can talk to a telephone that is on hold. What is played to it goes on unheard.
 */
export function farHold(call: Call, input: CallInput, around: Surroundings): Step | null {
  // What was missed meanwhile is not known: anyone who may be there again is not kept from being served.
  if (input.kind === 'recover') return call.farHold ? resumed(call, around) : null;
  if (input.kind !== 'held' || input.channel !== call.id || call.phase.kind === 'ending') return null;
  if (isTalking(call) && !customerLeg(call.phase)) return null;
  if (input.held === (call.farHold ?? false)) return nothing(call);
  return input.held ? held(call, around) : resumed(call, around);
}

function held(before: Call, around: Surroundings): Step {
  const noted = fact({ kind: 'customer-held', at: around.now });
  return followed(before, { ...before, farHold: true }, [silence(before, true), noted], around);
}

function resumed(before: Call, around: Surroundings): Step {
  const { farHold: _, ...call } = before;
  const noted = fact({ kind: 'customer-resumed', at: around.now });
  return followed(before, call, [silence(before, false), noted], around);
}

/** The place in the line stays; whether the caller may be offered is said anew. */
function followed(before: Call, call: Call, orders: readonly Order[], around: Surroundings): Step {
  if (call.phase.kind === 'waiting') return step(call, ...orders, { kind: 'enqueue' });
  if (!isTalking(before) || !isTalking(call)) return step(call, ...orders);
  const recorder = recorderFollows(call, wantedRecorder(before), around);
  // To a telephone that is on hold no notice is said (notice-in-talk.ts).
  const moved = arrange(wantedOf(recorder.call), wantedOf(before));
  return step(recorder.call, ...orders, ...recorder.before, ...moved, ...recorder.after);
}

const silence = ({ id }: Call, on: boolean): Order => ({ kind: 'silence', channel: id, on });

const isTalking = (call: Call): call is CallIn<'talking'> => call.phase.kind === 'talking';
