import type { Call, CallIn } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import {
  type AgentLeg,
  agentLeg,
  askedLegs,
  type ColleagueLeg,
  comingLeg,
  customerLeg,
  type Leg,
  ownLeg,
} from '../legs.ts';

/**
 * In a call between two of ours either of them may do what its agent may: who asks for it leads the call from then on.
 * With a third one in it, or one of the two on hold, the one who leads it does so alone.
 */

/** Who may lead the call as well as its agent. */
export function partnerIn(call: Call): ColleagueLeg | undefined {
  const { phase } = call;
  if (phase.kind !== 'talking' || !isInternal(call) || customerLeg(phase)) return undefined;
  const [only, ...others] = askedLegs(phase);
  const own = agentLeg(phase);
  const areTwo = others.length === 0 && own?.state === 'up' && !comingLeg(phase);
  const isThere = only?.who === 'colleague' && only.state === 'up' && only.place === 'talk';
  return areTwo && isThere ? only : undefined;
}

/** What whoever leads the call asks for, or their desk telephone by its keys. */
const LEADS: ReadonlySet<CallInput['kind']> = new Set(['ask-consult', 'ask-drop', 'ask-hold', 'ask-leave']);

/** The same call, led by who asks for something that its agent may do. Not while its agent has another call. */
export function ledFor(call: Call, input: CallInput, { otherLine }: Surroundings): Call {
  const partner = partnerIn(call);
  if (!partner || call.phase.kind !== 'talking' || otherLine(call.phase.agent) !== null) return call;
  const isGone =
    input.kind === 'recover' &&
    !input.alive.has(agentLeg(call.phase)?.channel ?? '') &&
    input.alive.has(partner.channel);
  const asks = isGone || (LEADS.has(input.kind) && 'agent' in input && input.agent === partner.agent);
  const holds = input.kind === 'held' && input.held && input.channel === partner.channel;
  return asks || holds ? ledBy(call as CallIn<'talking'>, partner) : call;
}

function ledBy(call: CallIn<'talking'>, partner: ColleagueLeg): Call {
  const { phase } = call;
  const legs = phase.legs.map((leg): Leg => {
    if (leg === partner) return ownLeg(partner);
    return leg.who === 'agent' ? asColleagues(leg, phase.answeredAt) : leg;
  });
  return { ...call, phase: { ...phase, agent: partner.agent, legs } };
}

const asColleagues = ({ channel, agent, endpoint = '' }: AgentLeg, since: number): ColleagueLeg => ({
  who: 'colleague',
  channel,
  agent,
  endpoint,
  state: 'up',
  place: 'talk',
  since,
  note: '',
  queue: '',
});
