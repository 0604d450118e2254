import type { CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { consulted, customerLeg, ownLeg, placed, type SupervisorLeg } from '../legs.ts';
import { fact, nothing, type Step, step } from '../step.ts';
import { arrange, wantedOf } from './arrangement.ts';
import { recorderFollows } from './recording.ts';
import { pauseGoesOn, pauseLeft, policyOf } from './recording-orders.ts';
import { NOT_HELD } from './talk-time.ts';
import { partEnds, waitSoFar } from './transferring.ts';

/** Not while the agent consults somebody, who is rung or answered: then whose the customer is to be is being settled already; nor where they have left. */
export const mayBeTaken = (talk: Talking): boolean =>
  consulted(talk) === undefined && customerLeg(talk) !== undefined;

/**
 * A supervisor has the call from now on, if it may be taken, and talks with the customer at once, and with the others of a
 * conference; the agent's part is over, and they wrap it up. `queue`: where the customer would be in the records of a call that
 * has none.
 */
export function takeOver(
  before: CallIn<'talking'>,
  { channel, person, endpoint }: SupervisorLeg,
  queue: string,
  around: Surroundings,
): Step {
  const { pause, recorded: _, notReached: __, unanswered: ___, givenBy: ____, ...phase } = before.phase;
  if (!mayBeTaken(before.phase)) return nothing(before);
  const at = around.now;
  const to = { queue: phase.queued?.queue ?? queue, colleague: person, note: '', taken: true } as const;
  const left = partEnds(before, to, around);
  const own = ownLeg({ channel, agent: person, endpoint });
  const others = phase.legs.filter(leg => leg.who !== 'agent' && leg.channel !== channel);
  const recorded = policyOf(before) === 'always';
  const talk = placed({ ...phase, legs: [...others, own] }, 'talk', ({ who }) => who === 'customer');
  const next: Talking = {
    ...talk,
    agent: person,
    before: before.phase.agent,
    answeredAt: at,
    held: NOT_HELD,
    ...(recorded ? { recorded } : {}),
    ...pauseLeft(pause, recorded, around),
    queued: waitSoFar(phase, around),
  };
  const moved: CallIn<'talking'> = { ...left.call, phase: next };
  const recorder = recorderFollows(moved, null, around);
  return step(
    recorder.call,
    ...left.orders,
    ...arrange(wantedOf(moved), wantedOf(before)),
    ...left.hangUps,
    ...left.told,
    { kind: 'supervises', person, on: false },
    { kind: 'agent-talks', agent: person },
    fact({ kind: 'answered', at, agent: person, waitedMs: 0 }),
    ...recorder.after,
    ...pauseGoesOn(moved, around),
  );
}
