import type { CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { agentLeg, heardUnlessConference, presentLegs, talksWithCustomer } from '../legs.ts';
import type { Order } from '../orders.ts';
import { type Step, step } from '../step.ts';
import { type Arrangement, arrange, wantedOf } from './arrangement.ts';
import { endRecorder, pauseRecording, recordsNow, resumeRecording } from './recording.ts';

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
  const [heard, hear] = [talksWithCustomer(before.phase), talksWithCustomer(phase)];
  const recorded = before.recording?.leg ?? agentLeg(before.phase)?.channel;
  const isThere = presentLegs(phase).some(({ channel, place }) => channel === recorded && place === 'talk');
  const isOver = !isThere || (hear !== undefined && hear.channel !== recorded);
  const pauses = heard && !hear ? pauseRecording(before, around) : step(before);
  const paused = isOver ? endRecorder(before) : pauses;
  const moved = { ...paused.call, phase };
  const begins = hear !== undefined && hear.channel !== heard?.channel && recordsNow(moved);
  const resumed = begins ? resumeRecording(moved, hear, around) : step(moved);
  return step(
    resumed.call,
    ...paused.orders,
    ...arrange(wantedOf(moved), actual),
    ...between,
    ...resumed.orders,
  );
}
