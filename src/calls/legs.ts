import type { Endpoint } from '../agents/ports.ts';

/**
 * The channels of a talk, and whom each of them is to hear.
 *
 *   dialled ──answered──▶ up ──its telephone died──▶ lost
 *
 * A lost leg is remembered while its agent's page is back and is being rung (rules/rejoining.ts): then another leg of the
 * same agent is `dialled`, and takes its place. Any other leg that ends is forgotten.
 */
export type Leg = CustomerLeg | AgentLeg | SupervisorLeg;

interface LegBase {
  readonly channel: string;
  /** `music`: on hold. Who is alone in the talk hears music as well (rules/arrangement.ts). */
  readonly place: LegPlace;
}

/** The customer's channel; the call has its id. */
export interface CustomerLeg extends LegBase {
  readonly who: 'customer';
}

export interface AgentLeg extends LegBase {
  readonly who: 'agent';
  readonly agent: string;
  /** The telephone; unknown for calls that began under an older version. */
  readonly endpoint?: Endpoint;
  readonly state: LegState;
  /** When a leg that takes another one's place was dialled, epoch ms. */
  readonly dialledAt?: number;
}

/** Somebody who is in the call beside its agent (rules/supervising.ts). */
export interface SupervisorLeg extends LegBase {
  readonly who: 'supervisor';
  readonly person: string;
  readonly endpoint: Endpoint;
  readonly state: Exclude<LegState, 'lost'>;
  readonly place: SupervisorPlace;
  /** The agent is shown that they are there. */
  readonly seen: boolean;
  /** When it was answered, or dialled while it is not, epoch ms. */
  readonly since: number;
  /** By what they hear the talk from outside of it. */
  readonly ear?: Ear;
}

/** Hears what the channel `of` says and hears; in `bridge` there are the snoop and the supervisor, and nobody else. */
export interface Ear {
  readonly snoop: string;
  readonly bridge: string;
  readonly of: string;
  /** What the supervisor says is heard by `of` alone; else by nobody, whatever their microphone does. */
  readonly whispers: boolean;
}

export const SUPERVISOR_PLACES = ['listening', 'whispering', 'talk'] as const;
export type SupervisorPlace = (typeof SUPERVISOR_PLACES)[number];

export const LEG_PLACES = ['talk', 'music', 'listening', 'whispering'] as const;
export type LegPlace = (typeof LEG_PLACES)[number];

export const LEG_STATES = ['dialled', 'up', 'lost'] as const;
export type LegState = (typeof LEG_STATES)[number];

interface Talk {
  readonly legs: readonly Leg[];
}

const isAgents = (leg: Leg): leg is AgentLeg => leg.who === 'agent';

const isSupervisors = (leg: Leg): leg is SupervisorLeg => leg.who === 'supervisor';

/** The leg that the agent has, or had until it was lost. */
export function agentLeg({ legs }: Talk): AgentLeg | undefined {
  return legs.filter(isAgents).find(({ state }) => state !== 'dialled');
}

/** The leg on its way to an agent whose page lost the one before. */
export function comingLeg({ legs }: Talk): AgentLeg | undefined {
  return legs.filter(isAgents).find(({ state }) => state === 'dialled');
}

/** The channels of agents that may be there. */
export function agentChannels({ legs }: Talk): string[] {
  return legs.flatMap(leg => (isAgents(leg) && leg.state !== 'lost' ? [leg.channel] : []));
}

export function supervisorLegs({ legs }: Talk): SupervisorLeg[] {
  return legs.filter(isSupervisors);
}

/** The channels that may be there besides the customer's. */
export function ourChannels({ legs }: Talk): string[] {
  return legs.flatMap(leg => (leg.who === 'customer' || leg.state === 'lost' ? [] : [leg.channel]));
}

/**
 * Whether they are one of those who hear each other. A supervisor who whispers talks with the agent while the customer is on hold:
 * nothing is sent to the agent then that a whisper could be mixed into (a snoop's is not heard, facts T55).
 */
export function isInTalk(talk: Talk, { who, place }: Leg): boolean {
  return place === 'talk' || (who === 'supervisor' && place === 'whispering' && isOnHold(talk));
}

/** Those who are in the talk or on hold: neither on their way nor lost. */
export function presentLegs({ legs }: Talk): readonly Leg[] {
  return legs.filter(leg => leg.who === 'customer' || leg.state === 'up');
}

export function isOnHold({ legs }: Talk): boolean {
  return legs.some(leg => leg.who === 'customer' && leg.place === 'music');
}

/** The customer has nobody to talk to: the agent's leg was lost. */
export function isAlone(talk: Talk): boolean {
  return agentLeg(talk)?.state !== 'up';
}

/** The agent and the customer hear each other. */
export const hearEachOther = (talk: Talk): boolean => !isOnHold(talk) && !isAlone(talk);

/** The same talk with the customer on hold, or taken back. */
export function withHold<Some extends Talk>(talk: Some, onHold: boolean): Some {
  const place = onHold ? 'music' : 'talk';
  return { ...talk, legs: talk.legs.map(leg => (leg.who === 'customer' ? { ...leg, place } : leg)) };
}

/** The same talk without a leg, or with others. */
export function withoutLeg<Some extends Talk>(talk: Some, channel: string | undefined, ...more: Leg[]): Some {
  return { ...talk, legs: [...talk.legs.filter(leg => leg.channel !== channel), ...more] };
}
