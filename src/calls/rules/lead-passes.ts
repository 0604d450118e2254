import type { Call, CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import {
  agentChannels,
  type ColleagueLeg,
  consulted,
  heardUnlessConference,
  type Leg,
  ownLeg,
  placed,
} from '../legs.ts';
import { fact, type Step, step } from '../step.ts';
import { type Arrangement, arrange, wantedOf } from './arrangement.ts';
import { withWrapUp } from './moves.ts';
import { NOT_HELD, partTimes } from './talk-time.ts';
import { owesForPart } from './transferring.ts';

/**
 * The agent leaves a call whose customer left before: all who are left talk, and a colleague leads them. The wrap-up is that of
 * the agent, for their part with the customer, and so is all that is told of the call: who leads it from here on talks with no
 * customer, is in no recording, and owes nothing, like any colleague who leaves a conference. `actual`: who hears whom before it.
 */
export function leadPasses(
  before: CallIn<'talking'>,
  heir: ColleagueLeg,
  actual: Arrangement,
  around: Surroundings,
): Step {
  const { agent, queued, customerLeft } = before.phase;
  const { aside, pause, recorded, telling, notReached, unanswered, givenBy, ...phase } = before.phase;
  const at = around.now;
  const wrapUp = owesForPart(before, around);
  const legs = [...phase.legs.filter(leg => leg.who !== 'agent' && leg !== heir), ownLeg(heir)];
  // Who hears the notice joins the others when it is over.
  const isFree = (leg: Leg) => leg.who !== 'outside' || leg.notice === undefined;
  const talk = heardUnlessConference(placed({ ...phase, legs }, 'talk', isFree));
  const next: Talking = {
    ...talk,
    agent: heir.agent,
    before: before.phase.agent,
    answeredAt: at,
    held: NOT_HELD,
    ...(customerLeft ? { customerLeft: { ...customerLeft, ...partTimes(before.phase, around) } } : {}),
  };
  const owed = { agent, queue: queued?.queue ?? null, spoke: true };
  const wrapUps = wrapUp ? { wrapUps: withWrapUp(before, owed) } : {};
  const moved: Call & CallIn<'talking'> = { ...before, ...wrapUps, phase: next };
  return step(
    moved,
    ...(consulted(next) ? [] : [{ kind: 'cancel-timer', name: 'consult' } as const]),
    { kind: 'cancel-timer', name: 'left' },
    { kind: 'cancel-timer', name: 'ring' },
    ...arrange(wantedOf(moved), actual),
    ...agentChannels(before.phase).map(channel => ({ kind: 'hang-up', channel }) as const),
    { kind: 'agent-finished', agent, wrapUp },
    fact({ kind: 'lead-passed', at, agent, colleague: heir.agent, wrapUp }),
    { kind: 'agent-talks', agent: heir.agent },
  );
}
