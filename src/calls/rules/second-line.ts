import type { Endpoint } from '../../agents/ports.ts';
import type { Call, CallIn, Talking } from '../call.ts';
import { legsOf } from '../call-parties.ts';
import type { CallInput, LineInput, Surroundings } from '../inputs.ts';
import {
  type AgentLeg,
  agentLeg,
  askedLegs,
  comingLeg,
  consulted,
  isAway,
  isOnHold,
  withHold,
  withoutLeg,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, nothing, type Step, step } from '../step.ts';
import { wantedOf } from './arrangement.ts';
import { RECORDED_AS } from './end-reason.ts';
import { closeWhenDone } from './moves.ts';
import { legEnded } from './parting.ts';
import { type Booked, rearranged } from './rearranging.ts';

/**
 * An agent has one leg and may have two calls. The leg belongs to the call that they are at; in the other one it is `away`,
 * the customer there hears music, and a conference goes on without them:
 *
 *   at A ──ask-leave──▶ A: away ──leg-comes──▶ at B ──ask-leave──▶ B: away ──leg-comes──▶ at A
 *                                               ├──B lets go of it (ended, given on)──leg-comes──▶ at A, on hold
 *                                               ├──it ended there──leg-gone──▶ A: back to the line, for the same agent first
 *                                               └──another one took its place──leg-replaced──▶ A: away
 *
 * Each call changes by its own inputs alone, and is told of the other by orders of the centre, which are carried out before
 * anything else happens, and are written to the journal in the same line. Where nobody has the leg all the same, as in a state of an
 * older version, the call that it is away from takes it back. The leg is hung up when neither call wants it any more. What is recorded of a call ends when the leg goes, and
 * begins anew when it is back: no recorder is on it while it is in another call.
 */

/** The leg that comes from another call should be there by then, ms: it takes no ringing. */
export const COMES_WITHIN_MS = 2_000;

/** What a talk does about its agent's other call; null when it is nothing of that. */
export function secondLine(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const { phase } = call;
  switch (input.kind) {
    case 'ask-leave':
      return input.agent === phase.agent ? goAway(call, input, around) : nothing(call);
    case 'leg-comes':
    case 'leg-gone':
    case 'leg-replaced':
      return input.agent === phase.agent && isAway(phase)
        ? ofAway(call, input, around)
        : letGo(call, input, around);
    default:
      return isAway(phase) ? whileAway(call, input) : null;
  }
}

/** Whether the agent may leave this talk for another call, and come back: also while they ask somebody, who has answered. */
export function mayLeave(talk: Talking): boolean {
  return agentLeg(talk)?.state === 'up' && !comingLeg(talk) && consulted(talk)?.state !== 'dialled';
}

/** The leg of the talk that is taken out of it. */
function goAway(
  before: CallIn<'talking'>,
  { to, joins }: Extract<CallInput, { kind: 'ask-leave' }>,
  around: Surroundings,
): Step {
  const { phase } = before;
  const leg = agentLeg(phase);
  if (!leg || !mayLeave(phase) || to === before.id) return nothing(before);
  const away: AgentLeg = { ...leg, state: 'away', awayAt: around.now };
  const legs = phase.legs.map(each => (each === leg ? away : each));
  // A conference goes on; a customer who is alone is on hold. Who is asked aside hears music, too.
  const holds = !askedLegs(phase).some(({ place }) => place === 'talk') && !isOnHold(phase);
  const next = withHold({ ...phase, legs }, holds || isOnHold(phase));
  const moved = rearranged(before, next, around);
  const { channel, endpoint, agent } = leg;
  return step(
    moved.call,
    ...moved.orders,
    ...(holds ? [fact({ kind: 'held', at: around.now, agent })] : []),
    lent(to, {
      kind: 'leg-comes',
      agent,
      channel,
      ...(endpoint === undefined ? {} : { endpoint }),
      talk: true,
      ...(joins ? { joins } : {}),
    }),
  );
}

const lent = (to: string, input: LineInput): Order => ({ kind: 'other-line', to, input });

/** What is told of the leg. */
type LegInput = Exclude<LineInput, { kind: 'party-comes' }>;

function ofAway(call: CallIn<'talking'>, input: LegInput, around: Surroundings): Step {
  switch (input.kind) {
    case 'leg-comes':
      return comesBack(call, input, around);
    case 'leg-gone':
      return legEnded(call, { dropped: true, code: RECORDED_AS.lineDropped }, around);
    case 'leg-replaced': {
      const { channel, endpoint } = input;
      const leg = agentLeg(call.phase);
      if (!leg) return nothing(call);
      const other: AgentLeg = { ...leg, channel, ...(endpoint === undefined ? {} : { endpoint }) };
      return nothing({ ...call, phase: withoutLeg(call.phase, leg.channel, other) });
    }
    default:
      return input satisfies never;
  }
}

function comesBack(
  call: CallIn<'talking'>,
  { agent, channel, endpoint, talk }: Extract<LineInput, { kind: 'leg-comes' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const leg = agentLeg(phase);
  if (!leg) return nothing(call);
  const { awayAt: _, ...here } = leg;
  const up: AgentLeg = { ...here, channel, ...(endpoint === undefined ? {} : { endpoint }), state: 'up' };
  // Who asks somebody aside goes on with that one.
  const resumes = talk && isOnHold(phase) && leg.place === 'talk';
  const legs = withoutLeg(phase, leg.channel, up);
  const moved = rearranged(call, resumes ? withHold(legs, false) : legs, around);
  return step(
    moved.call,
    ...moved.orders,
    { kind: 'agent-at', agent },
    ...(resumes ? [fact({ kind: 'resumed', at: around.now, agent })] : []),
  );
}

/** The agent is not in this call: of what they could do in it they may end it, and give the customer on. */
function whileAway(call: CallIn<'talking'>, input: CallInput): Step | null {
  const { phase } = call;
  switch (input.kind) {
    case 'channel-ended':
    case 'held':
      return input.channel === agentLeg(phase)?.channel ? nothing(call) : null;
    case 'outcome':
      return input.order === 'join' || input.order === 'step-in' ? nothing(call) : null;
    case 'timer':
      return input.name === 'left' ? nothing(call) : null;
    case 'ask-hold':
    case 'ask-resume':
    case 'ask-consult':
    case 'ask-swap':
    case 'ask-conference':
    case 'ask-outside':
    case 'ask-give-out':
    case 'ask-rejoin':
      return input.agent === phase.agent ? nothing(call) : null;
    default:
      return null;
  }
}

/**
 * After a restart: the leg is in the other call, or nobody has it, as when the state of that one could not be read; then it is
 * here again, and the customer stays on hold.
 */
export function lineRecovers(call: CallIn<'talking'>, around: Surroundings): Booked {
  const leg = agentLeg(call.phase);
  if (leg?.state !== 'away' || around.isElsewhere(leg.channel)) return { call, told: [] };
  const { awayAt: _, ...here } = leg;
  const up: AgentLeg = { ...here, state: 'up' };
  return {
    call: { ...call, phase: withoutLeg(call.phase, leg.channel, up) },
    told: [{ kind: 'agent-at', agent: leg.agent }],
  };
}

/**
 * A leg comes that this call does not want, or not any more: back to the call that it is away from, or it is hung up. One that
 * is here already is no news.
 */
export function letGo(call: Call, input: LineInput, around: Surroundings): Step {
  if (input.kind !== 'leg-comes' || legsOf(call).includes(input.channel)) return nothing(call);
  const { agent, channel } = input;
  const other = around.otherLine(agent);
  if (other === null) return step(call, { kind: 'hang-up', channel });
  return step(call, lent(other, { ...input, talk: false }));
}

interface Held {
  readonly agent: string;
  /** '' while another one is on its way in its place, or may be asked for. */
  readonly channel: string;
  readonly endpoint?: Endpoint | undefined;
}

/** The leg of the agent who calls or talks here; null when they have none, or it is in another call. */
function heldBy({ phase }: Call): Held | null {
  if (phase.kind === 'dialling') {
    const { agent, agentEndpoint: endpoint, leg: channel, lost } = phase;
    if (lost) return { agent, channel: '' };
    return channel === '' ? null : { agent, channel, endpoint };
  }
  if (phase.kind !== 'talking') return null;
  const { agent } = phase;
  const leg = agentLeg(phase);
  if (leg?.state === 'up') return { agent, channel: leg.channel, endpoint: leg.endpoint };
  return comingLeg(phase) || phase.awaited ? { agent, channel: '' } : null;
}

/** What becomes of the leg that another call of the same agent waits for, when this one has it no more, or another one. */
export function passesLeg(before: Call, then: Step, around: Surroundings): Step {
  const had = heldBy(before);
  const other = had && around.otherLine(had.agent);
  if (!had || other === null) return then;
  const { agent, channel } = had;
  const has = heldBy(then.call);
  if (has?.agent === agent) {
    const isSame = has.channel === channel || has.channel === '';
    const { endpoint } = has;
    return isSame
      ? then
      : step(
          then.call,
          ...then.orders,
          lent(other, {
            kind: 'leg-replaced',
            agent,
            channel: has.channel,
            ...(endpoint === undefined ? {} : { endpoint }),
          }),
        );
  }
  // It went away from here itself.
  if (then.orders.some(order => order.kind === 'other-line')) return then;
  const others = then.orders.filter(order => order.kind !== 'hang-up' || order.channel !== channel);
  if (others.length === then.orders.length)
    return step(then.call, ...then.orders, lent(other, { kind: 'leg-gone', agent }));
  const { endpoint } = had;
  const back = lent(other, {
    kind: 'leg-comes',
    agent,
    channel,
    ...(endpoint === undefined ? {} : { endpoint }),
    talk: false,
  });
  const { phase } = then.call;
  const isOut = others.some(order => order.kind === 'leave' && order.channel === channel);
  const orders = [...(isOut ? [] : leaves(before, channel)), ...others, back];
  if (phase.kind !== 'ending') return step(then.call, ...orders);
  const open = phase.open.filter(each => each !== channel);
  return closeWhenDone(step({ ...then.call, phase: { ...phase, open } }, ...orders));
}

/** Before its bridge is destroyed: who lives on leaves (arrangement.ts). */
function leaves(call: Call, channel: string): Order[] {
  if (call.phase.kind !== 'talking') return [];
  const { bridges } = wantedOf(call as CallIn<'talking'>);
  const [own] = [...bridges].find(([, channels]) => channels.has(channel)) ?? [];
  return own === undefined ? [] : [{ kind: 'leave', bridge: own, channel }];
}
