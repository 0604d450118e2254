import type { Endpoint } from '../agents/ports.ts';

/**
 * The channels of a talk, and whom each of them is to hear.
 *
 *   dialled ──answered──▶ up ──its telephone died──▶ lost
 *
 *                       └──their agent takes another call──▶ away ──comes back──▶ up
 *
 * A lost leg is remembered while its agent's page is back and is being rung (rules/rejoining.ts): then another leg of the
 * same agent is `dialled`, and takes its place. Any other leg that ends is forgotten. A leg that is `away` is in another
 * call of its agent, which it belongs to meanwhile (rules/second-line.ts).
 */
export type Leg = CustomerLeg | AgentLeg | ColleagueLeg | OutsideLeg | SupervisorLeg;

interface LegBase {
  readonly channel: string;
  /**
   * `music`: on hold; `aside`: in the consultation. Who is alone in either hears music as well (rules/arrangement.ts).
   */
  readonly place: LegPlace;
}

/** In a conference: what they say is heard by nobody, and they hear everybody (rules/muting.ts). */
interface Mutable {
  readonly muted?: true;
}

/** The customer's channel; the call has its id. A conference may go on without them. */
export interface CustomerLeg extends LegBase, Mutable {
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
  /** Since when it is in another call, epoch ms. */
  readonly awayAt?: number;
}

/** Somebody who is in the call beside its agent (rules/supervising.ts). */
export interface SupervisorLeg extends LegBase {
  readonly who: 'supervisor';
  readonly person: string;
  readonly endpoint: Endpoint;
  readonly state: Exclude<LegState, 'lost' | 'away'>;
  readonly place: SupervisorPlace;
  /** The agent is shown that they are there. */
  readonly seen: boolean;
  /** When it was answered, or dialled while it is not, epoch ms. */
  readonly since: number;
  /** Their page was loaded anew: they are in it already, and this leg takes the place of the one before. */
  readonly again?: true;
  /** They take the call over once their telephone is answered. */
  readonly takesOver?: TakesOver;
  /** They meant to take the call over, and it could not be: they listen. */
  readonly notTaken?: true;
  /** By what they hear the talk from outside of it. */
  readonly ear?: Ear;
}

/** `queue`: of theirs, for a call that has none; `rows`: those of the audit log in which the take-over stands. */
export interface TakesOver {
  readonly queue: string;
  readonly rows?: readonly number[];
}

/** Hears what the channel `of` says and hears; in `bridge` there are the snoop and the supervisor, and nobody else. */
export interface Ear {
  readonly snoop: string;
  readonly bridge: string;
  readonly of: string;
  /** What the supervisor says is heard by `of` alone; else by nobody, whatever their microphone does. */
  readonly whispers: boolean;
  /**
   * A snoop of the supervisor, which says what they say in the bridge of the talk: for an agent who is alone there. A whisper
   * needs something that it is mixed into (facts T55). The supervisor's own channel must not be there: where an agent's leg
   * is sent the voice of another telephone between that of the customer and that of the customer again, those who
   * record or hear it lose the customer (rules/recording.ts). With it the ear hears only what the agent says.
   */
  readonly voice?: string;
}

export const snoopsIn = ({ snoop, voice }: Ear): string[] => [snoop, ...(voice === undefined ? [] : [voice])];

export const SUPERVISOR_PLACES = ['listening', 'whispering', 'talk'] as const;
export type SupervisorPlace = (typeof SUPERVISOR_PLACES)[number];

/** Another agent, whom the one with the call has asked to talk: with them alone, or with the customer as well. */
export interface ColleagueLeg extends LegBase, Mutable {
  readonly who: 'colleague';
  readonly agent: string;
  readonly endpoint: Endpoint;
  readonly state: Exclude<LegState, 'lost' | 'away'>;
  /** They have talked, and their page, which was loaded anew, is rung. */
  readonly again?: true;
  /** Their leg was gone after a restart: nothing is rung until their page asks for it. */
  readonly awaited?: true;
  /** When they were asked, then when they answered, epoch ms. */
  readonly since: number;
  /** What they were told with the question; '' for nothing. */
  readonly note: string;
  /** Where the customer waits if they do not answer, and nobody else is left. */
  readonly queue: string;
  /**
   * `queue` is asked, and not they themselves: who of it was rung before them, by id. Where they do not answer, the next one
   * who is free is rung (rules/asking-queue.ts).
   */
  readonly tried?: readonly string[];
}

/** Who is at a number outside, where the gate let the call out (src/outgoing). */
export interface OutsideLeg extends LegBase, Mutable {
  readonly who: 'outside';
  /** E.164. */
  readonly dialled: string;
  readonly endpoint: Endpoint;
  readonly state: Exclude<LegState, 'lost' | 'away'>;
  /** When they were rung, then when they answered, epoch ms. */
  readonly since: number;
  /** The agent who had them called. */
  readonly by: string;
  /** For which area the gate counts it. */
  readonly area: string | null;
  /** What they are shown; '' withholds it. */
  readonly callerId: string;
  /** The carrier alone is told it. */
  readonly withheld?: true;
  /** Their leg ends by itself after so long, ms. */
  readonly longestMs: number;
  /** Whether they may talk with the agent and the customer at once. */
  readonly mayJoin: boolean;
  /** Where the customer waits if they do not answer, and nobody else is left; and what the next agent is told. */
  readonly queue: string;
  readonly note: string;
  /** While they are rung: where the agent hears their network. */
  readonly early?: EarlyBridge & { readonly listener: string };
  /** They hear the notice of the recording to its end, and talk with the others after it: its playback. */
  readonly notice?: string;
}

/** What the gate let out. */
export type OutsideCall = Pick<
  OutsideLeg,
  'dialled' | 'endpoint' | 'area' | 'callerId' | 'withheld' | 'longestMs' | 'mayJoin' | 'queue'
>;

export interface EarlyBridge {
  readonly bridge: string;
  /** The network says something. */
  readonly heard?: true;
}

/** Whom the agent has asked. */
export type AskedLeg = ColleagueLeg | OutsideLeg;

export const LEG_PLACES = ['talk', 'music', 'aside', 'listening', 'whispering'] as const;
export type LegPlace = (typeof LEG_PLACES)[number];

export const LEG_STATES = ['dialled', 'up', 'lost', 'away'] as const;
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

/** The leg of an agent who has the call and talks. */
export const ownLeg = ({
  channel,
  agent,
  endpoint,
}: Pick<AgentLeg, 'channel' | 'agent'> & { readonly endpoint?: Endpoint | undefined }): AgentLeg => ({
  who: 'agent',
  channel,
  agent,
  ...(endpoint === undefined ? {} : { endpoint }),
  state: 'up',
  place: 'talk',
});

export const isAgentLost = (talk: Talk): boolean => agentLeg(talk)?.state === 'lost';

/** The leg on its way to an agent whose page lost the one before. */
export function comingLeg({ legs }: Talk): AgentLeg | undefined {
  return legs.filter(isAgents).find(({ state }) => state === 'dialled');
}

/** The channels of the call's agent that may be there, and are in this call. */
export function agentChannels({ legs }: Talk): string[] {
  return legs.flatMap(leg => (isAgents(leg) && isHere(leg) ? [leg.channel] : []));
}

const isHere = ({ state }: { readonly state: LegState }): boolean => state !== 'lost' && state !== 'away';

/** The agent is in another call of theirs. */
export const isAway = (talk: Talk): boolean => agentLeg(talk)?.state === 'away';

export function supervisorLegs({ legs }: Talk): SupervisorLeg[] {
  return legs.filter(isSupervisors);
}

/** Undefined where they have left a conference that goes on without them (rules/customer-leaves.ts). */
export const customerLeg = ({ legs }: Talk): CustomerLeg | undefined =>
  legs.find((leg): leg is CustomerLeg => leg.who === 'customer');

export const customerChannels = (talk: Talk): string[] => {
  const leg = customerLeg(talk);
  return leg ? [leg.channel] : [];
};

export const colleagues = ({ legs }: Talk): ColleagueLeg[] =>
  legs.filter((leg): leg is ColleagueLeg => leg.who === 'colleague');

export const outsideLegs = ({ legs }: Talk): OutsideLeg[] =>
  legs.filter((leg): leg is OutsideLeg => leg.who === 'outside');

export const askedLegs = ({ legs }: Talk): AskedLeg[] =>
  legs.filter((leg): leg is AskedLeg => leg.who === 'colleague' || leg.who === 'outside');

/** By which people name whom the agent has asked: a colleague by their id, who is outside by their leg. */
export const keyOf = (leg: AskedLeg): string => (leg.who === 'colleague' ? leg.agent : leg.channel);

/** Who is rung, or with whom the agent talks beside the customer; there is one at a time. */
export const consulted = (talk: Talk): AskedLeg | undefined =>
  askedLegs(talk).find(({ state, place }) => state === 'dialled' || place === 'aside');

export const isMuted = (leg: Leg): boolean => 'muted' in leg && leg.muted === true;

/** Others talk with the customer and the agent, or with the customer while the agent is aside; where there is none, several do. */
export function isConference(talk: Talk): boolean {
  const joined = askedLegs(talk).filter(({ place }) => place === 'talk');
  return joined.length > (customerLeg(talk) ? 0 : 1);
}

/** The same talk, in which everybody is heard unless it is a conference. */
export const heardUnlessConference = <Some extends Talk>(talk: Some): Some =>
  isConference(talk) || !talk.legs.some(isMuted) ? talk : { ...talk, legs: talk.legs.map(heard) };

/** The same leg, which everybody hears. */
export function heard(leg: Leg): Leg {
  if (!('muted' in leg)) return leg;
  const { muted: _, ...rest } = leg;
  return rest;
}

/** They are rung and have not talked yet. */
export const isAsked = ({ state, again }: ColleagueLeg): boolean => state === 'dialled' && !again;

/** In a call of ours: the page of the only other one was loaded anew, and they are on their way back to the talk. */
export const awaitsColleague = (talk: Talk): boolean =>
  !customerLeg(talk) && colleagues(talk).some(({ again, place }) => again === true && place === 'talk');

/** The channels that may be there besides the customer's. */
export function ourChannels({ legs }: Talk): string[] {
  return legs.flatMap(leg => (leg.who === 'customer' || !isHere(leg) ? [] : [leg.channel]));
}

/** Supervisors follow the agent: into a consultation, too. */
const agentsRoom = (talk: Talk): 'talk' | 'aside' => (agentLeg(talk)?.place === 'aside' ? 'aside' : 'talk');

/**
 * Among whom they hear and are heard: in the talk, in the consultation, or with nobody. A supervisor who has barged in is where
 * the agent is, and beside an agent who is alone (`Ear.voice`).
 */
export function roomOf(talk: Talk, { who, place }: Leg): 'talk' | 'aside' | null {
  if (who === 'supervisor') return place === 'talk' && !isAgentAlone(talk) ? agentsRoom(talk) : null;
  return place === 'talk' || place === 'aside' ? place : null;
}

/** Nobody else is in the talk with the agent, whose customer is on hold, or in the consultation. */
export function isAgentAlone(talk: Talk): boolean {
  const where = agentsRoom(talk);
  const there = presentLegs(talk).filter(({ who, place }) => who !== 'supervisor' && place === where);
  return there.length === 1 && there[0]?.who === 'agent';
}

/** Those who are in the talk, aside or on hold: neither on their way nor lost. */
export function presentLegs({ legs }: Talk): readonly Leg[] {
  return legs.filter(leg => leg.who === 'customer' || leg.state === 'up');
}

/** Whom the agent puts on hold: the customer, or where there is none the only other one in the talk. */
export function holdable(talk: Talk): CustomerLeg | AskedLeg | undefined {
  const customer = customerLeg(talk);
  if (customer) return customer;
  const [only, ...others] = askedLegs(talk).filter(({ place }) => place !== 'aside');
  return others.length === 0 ? only : undefined;
}

export const isOnHold = (talk: Talk): boolean => holdable(talk)?.place === 'music';

/** The customer has nobody to talk to: the agent's leg was lost, or is in another call. */
export function isAlone(talk: Talk): boolean {
  return agentLeg(talk)?.state !== 'up';
}

/**
 * On whose leg those who talk with the customer are heard, and whose the recording is: the agent's, or in a conference that goes
 * on without them that of a colleague, else of somebody outside, whom `by` had called. Undefined while nobody does.
 */
export function talksWithCustomer(talk: Talk): Pick<AgentLeg, 'channel' | 'agent'> | undefined {
  if (customerLeg(talk) === undefined || isOnHold(talk)) return undefined;
  const talks = (leg: AgentLeg | ColleagueLeg | OutsideLeg) =>
    leg.state === 'up' && leg.place === 'talk' && (leg.who !== 'outside' || leg.notice === undefined);
  const own = agentLeg(talk);
  if (own && talks(own)) return own;
  const outside = outsideLegs(talk).find(talks);
  return colleagues(talk).find(talks) ?? (outside && { channel: outside.channel, agent: outside.by });
}

/** The same talk with the customer on hold, or taken back. */
export function withHold<Some extends Talk>(talk: Some, onHold: boolean): Some {
  const held = holdable(talk);
  return placed(talk, onHold ? 'music' : 'talk', leg => leg === held);
}

/** The same talk without a leg, or with others. */
export function withoutLeg<Some extends Talk>(talk: Some, channel: string | undefined, ...more: Leg[]): Some {
  return { ...talk, legs: [...talk.legs.filter(leg => leg.channel !== channel), ...more] };
}

/** The same talk with a leg as it is now. */
export const withLeg = <Some extends Talk>(talk: Some, leg: Leg): Some => ({
  ...talk,
  legs: talk.legs.map(each => (each.channel === leg.channel ? leg : each)),
});

/** The same talk with somebody elsewhere; a supervisor's place is their own affair. */
export const placed = <Some extends Talk>(
  talk: Some,
  place: Exclude<LegPlace, 'listening' | 'whispering'>,
  is: (leg: Leg) => boolean,
): Some => ({
  ...talk,
  legs: talk.legs.map(leg => (leg.who !== 'supervisor' && is(leg) ? { ...leg, place } : leg)),
});

/** Those who talk, or are to: all but supervisors. An agent whose page is on its way back has two legs. */
export const peopleIn = ({ legs }: Talk): number =>
  legs.filter(({ who }) => who !== 'supervisor' && who !== 'agent').length + (legs.some(isAgents) ? 1 : 0);
