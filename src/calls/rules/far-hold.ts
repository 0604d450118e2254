import type { Call, CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { customerLeg, talksWithCustomer } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { arrange, wantedOf } from './arrangement.ts';
import { pauseRecording, recordsNow, resumeRecording } from './recording.ts';

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
  const call: Call = { ...before, farHold: true };
  const paused = isTalking(call) ? pauseRecording(call, around) : step(call);
  const noted = fact({ kind: 'customer-held', at: around.now });
  return first([silence(call, true), noted, ...inLine(call), ...moved(before, call)], paused);
}

function resumed(before: Call, around: Surroundings): Step {
  const { farHold: _, ...call } = before;
  const leg = isTalking(call) && recordsNow(call) && talksWithCustomer(call.phase);
  const recorded = leg ? resumeRecording(call, leg, around) : step(call);
  const noted = fact({ kind: 'customer-resumed', at: around.now });
  return first([silence(call, false), noted, ...inLine(call), ...moved(before, call)], recorded);
}

/** To a telephone that is on hold no notice is said (notice-in-talk.ts). */
const moved = (before: Call, call: Call): Order[] =>
  isTalking(before) && isTalking(call) ? arrange(wantedOf(call), wantedOf(before)) : [];

const silence = ({ id }: Call, on: boolean): Order => ({ kind: 'silence', channel: id, on });

/** The place stays; whether the caller may be offered is said anew. */
function inLine(call: Call): Order[] {
  return call.phase.kind === 'waiting' ? [{ kind: 'enqueue' }] : [];
}

const isTalking = (call: Call): call is CallIn<'talking'> => call.phase.kind === 'talking';
