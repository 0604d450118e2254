import type { CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { agentLeg, hearEachOther } from '../legs.ts';
import { type Step, step } from '../step.ts';
import { type Arrangement, arrange, wantedOf } from './arrangement.ts';
import { endRecorder, pauseRecording, recordsNow, resumeRecording } from './recording.ts';

/**
 * The same talk with its legs elsewhere. It is recorded while the agent and the customer hear each other: the pause comes
 * before anybody moves, and it goes on when they are there. When the agent goes aside it ends, and another one follows: after
 * the voice of a colleague the same recorder does not hear the customer (recording.ts). `actual`: who hears whom before it.
 */
export function rearranged(
  before: CallIn<'talking'>,
  phase: Talking,
  around: Surroundings,
  actual: Arrangement = wantedOf(before),
): Step {
  const [heard, hear] = [hearEachOther(before.phase), hearEachOther(phase)];
  const goesAside = agentLeg(phase)?.place === 'aside' && agentLeg(before.phase)?.place !== 'aside';
  const pauses = heard && !hear ? pauseRecording(before, around) : step(before);
  const paused = goesAside ? endRecorder(before) : pauses;
  const moved = { ...paused.call, phase };
  const leg = agentLeg(phase);
  const resumed =
    !heard && hear && leg && recordsNow(moved) ? resumeRecording(moved, leg, around) : step(moved);
  return step(resumed.call, ...paused.orders, ...arrange(wantedOf(moved), actual), ...resumed.orders);
}
