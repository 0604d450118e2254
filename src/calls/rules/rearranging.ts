import type { CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { heardUnlessConference } from '../legs.ts';
import type { Order } from '../orders.ts';
import { type Step, step } from '../step.ts';
import { type Arrangement, arrange, wantedOf } from './arrangement.ts';
import { recorderFollows, wantedRecorder } from './recording.ts';

/**
 * The same talk with its legs elsewhere. It is recorded while somebody talks with the customer, on that one's leg: the pause
 * comes before anybody moves, and it goes on when they are there. When that leg is in the talk no more it ends, and another one
 * follows: after the voice of a colleague the same recorder does not hear the customer (recording.ts). `actual`: who hears whom
 * before it; `between`: orders for when all are in their places, and nothing new is recorded yet.
 */
export function rearranged(
  before: CallIn<'talking'>,
  wanted: Talking,
  around: Surroundings,
  actual: Arrangement = wantedOf(before),
  between: readonly Order[] = [],
): Step {
  const phase = heardUnlessConference(wanted);
  const recorder = recorderFollows({ ...before, phase }, wantedRecorder(before), around);
  return step(
    recorder.call,
    ...recorder.before,
    ...arrange(wantedOf(recorder.call), actual),
    ...between,
    ...recorder.after,
  );
}
