import type { Endpoint } from '../agents/ports.ts';
import type { Call, CallIn, Direct, Phase, WrapUp } from './call.ts';
import {
  agentLeg,
  askedLegs,
  type ColleagueLeg,
  colleagues,
  customerChannels,
  customerLeg,
  isAgentLost,
  ourChannels,
  outsideLegs,
} from './legs.ts';

/* Who is in a call, and with which telephones and channels. */

/** Who is rung, calls or talks; of a call that is over, who spoke last and owes a disposition; else null. */
export function agentOf({ phase, wrapUps }: Call): string | null {
  if ('agent' in phase) return phase.agent;
  return phase.kind === 'ending' ? (wrapUps?.findLast(each => !isGivenOn(each))?.agent ?? null) : null;
}

/** Whether the call went on without the agent, by their wish or by that of who took it over. */
export const isGivenOn = ({ to, flow, dialled }: Pick<WrapUp, 'to' | 'flow' | 'dialled'>): boolean =>
  (to ?? flow ?? dialled) !== undefined;

export const owesWrapUp = ({ wrapUps }: Call, agent: string): boolean =>
  wrapUps?.some(each => each.agent === agent) ?? false;

/** The agent's leg in a call that is another one's; undefined when they have none. */
export const colleagueIn = ({ phase }: Call, agent: string): ColleagueLeg | undefined =>
  phase.kind === 'talking' ? colleagues(phase).find(leg => leg.agent === agent) : undefined;

/** It waits beside the talk that its agent is in. */
export const waitsBeside = (call: Call): call is CallIn<'offered'> =>
  call.phase.kind === 'offered' && call.phase.leg === '';

/** Who calls one agent alone hears the notice of the recording before it rings: they are in no menu. */
export const isBeforeRinging = ({ phase, direct }: Call): boolean =>
  phase.kind === 'welcome' && direct !== undefined && phase.place === null && !phase.sent;

/** One of ours calls another: there is no customer, and nobody owes anything for it. */
export const isInternal = ({ direct }: Call): boolean => direct?.from !== undefined;

/** The colleague who calls, until the two talk: then each of them has a leg of the call. */
export const callerIn = ({ direct, phase }: Call): NonNullable<Direct['from']> | null =>
  phase.kind === 'ending' || phase.kind === 'talking' ? null : (direct?.from ?? null);

/** Whether the agent is rung, calls, talks or owes a disposition. */
export const isInHandOf = (call: Call, agent: string): boolean =>
  callerIn(call)?.agent === agent ||
  ('agent' in call.phase && call.phase.agent === agent) ||
  colleagueIn(call, agent) !== undefined ||
  owesWrapUp(call, agent);

/** The agent was the last one to give this call on, or it was taken over from them, and they wrap nothing up: it goes on, or waits, without them. */
export function gaveOn({ phase }: Call, agent: string): boolean {
  if ('legs' in phase && phase.kind !== 'talking' && outsideLegs(phase).some(({ by }) => by === agent))
    return true;
  if (phase.kind === 'welcome') return phase.sent?.from === agent;
  if (phase.kind === 'talking' && phase.before === agent) return true;
  const queued = phase.kind === 'talking' || phase.kind === 'giving-out' ? phase.queued : phase;
  return queued !== null && 'transfer' in queued && queued.transfer?.from === agent;
}

/** The agent's telephone in this call; null where they have none in it or it is not known. */
export function telephoneOf(call: Call, agent: string): Endpoint | null {
  const { phase, wrapUps } = call;
  const caller = callerIn(call);
  if (caller?.agent === agent) return caller.endpoint;
  if ('agent' in phase && phase.agent === agent) return telephoneIn(phase);
  const beside = colleagueIn(call, agent);
  if (beside) return beside.endpoint;
  return wrapUps?.find(each => each.agent === agent)?.endpoint ?? null;
}

function telephoneIn(phase: Extract<Phase, { readonly agent: string }>): Endpoint | null {
  switch (phase.kind) {
    case 'offered':
      return phase.endpoint ?? null;
    case 'talking':
      return agentLeg(phase)?.endpoint ?? null;
    case 'dialling':
      return phase.agentEndpoint;
    default:
      return phase satisfies never;
  }
}

/** All channels of a call; its own may be gone from a talk that goes on. */
export function channelsOf(call: Call): string[] {
  const { phase } = call;
  if (phase.kind === 'talking') return [...customerChannels(phase), ...legsOf(call)];
  return [call.id, ...legsOf(call)];
}

/** By whose codecs the telephones of others are dialled: the customer's, or who else is there; nobody's where all are waited for. */
export function originatorIn({ id, phase }: Call): { readonly originator?: string } {
  if (phase.kind !== 'talking') return { originator: id };
  const own = isAgentLost(phase) ? undefined : agentLeg(phase);
  const leg = customerLeg(phase) ?? askedLegs(phase).find(({ state }) => state === 'up') ?? own;
  return leg ? { originator: leg.channel } : {};
}

/** Channels of a call besides the customer's own. */
export function legsOf(call: Call): string[] {
  const { phase } = call;
  switch (phase.kind) {
    case 'offered':
      return phase.leg === '' ? [] : [phase.leg];
    case 'dialling':
      return [
        ...(phase.leg === '' || phase.lost ? [] : [phase.leg]),
        ...(phase.coming ? [phase.coming.channel] : []),
      ];
    case 'talking':
    case 'giving-out':
    case 'handed-out':
      return ourChannels(phase);
    case 'ending':
      return phase.open.filter(channel => channel !== call.id);
    case 'welcome':
    case 'waiting':
    case 'voicemail':
      return [];
    default:
      return phase satisfies never;
  }
}
