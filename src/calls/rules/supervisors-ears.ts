import { type Call, type CallIn, nextId } from '../call.ts';
import {
  agentChannels,
  agentLeg,
  type Ear,
  isAgentAlone,
  type Leg,
  presentLegs,
  roomOf,
  type SupervisorLeg,
  snoopsIn,
  supervisorLegs,
} from '../legs.ts';
import type { Order } from '../orders.ts';
import { type Step, step } from '../step.ts';
import { type Arrangement, arrange, without } from './arrangement.ts';

/**
 * What supervisors hear by. Who listens or whispers is in a bridge of their own with a snoop of the agent's leg (`Ear`), which is
 * made while their telephone is called, so that they hear at once. What it does with their voice is fixed then, so another mode, or
 * another leg of the agent, has another snoop: it is made before the one before it goes. They follow
 * the agent into a consultation by a snoop of the one who is asked, those who whisper being heard by nobody there, and who has
 * barged in is in it. Who is to be heard by an agent that waits alone, with the
 * customer on hold, is so by a snoop of their own (`Ear.voice`).
 */

/** What supervisors hear by follows from what has become of the talk. */
export function earsFollow(before: CallIn<'talking'>, then: Step): Step {
  const { phase } = then.call;
  if (phase.kind !== 'talking') return then;
  if (supervisorLegs(phase).length + supervisorLegs(before.phase).length === 0) return then;
  const after = withEars({ ...then.call, phase });
  const had = earsOf(before);
  const has = earsOf(after);
  // Who goes over to the talk is out of their own bridge before they are in its.
  const over = had.filter(({ channel }) => isHeardInTalk(after, channel));
  const comes = has.filter(({ ear }) => !isOneOf(ear, had));
  const goes = had.filter(({ ear }) => !isOneOf(ear, has));
  const steps = (kind: 'step-in' | 'step-out', bridge: string, of: readonly Listener[]) =>
    of.flatMap(({ ear: { voice } }): Order[] =>
      voice === undefined ? [] : [{ kind, bridge, channel: voice }],
    );
  return step(
    after,
    ...over.map(({ channel, ear }): Order => ({ kind: 'leave', bridge: ear.bridge, channel })),
    ...steps('step-out', before.phase.bridge, goes),
    ...apart(then.orders, after, before),
    ...comes.flatMap(made),
    ...arrange(heardBy(after), withoutThose(heardBy(before), over)),
    ...steps('step-in', after.phase.bridge, comes),
    ...goes.flatMap(({ ear }) => snoopsIn(ear).map(hangUp)),
  );
}

/**
 * A supervisor goes into the talk by an order of their own, and out of it: that the two are joined, and what it means when they
 * cannot be, is apart from it.
 */
function apart(orders: readonly Order[], ...calls: readonly CallIn<'talking'>[]): Order[] {
  const own = new Set(calls.flatMap(({ phase }) => supervisorLegs(phase).map(({ channel }) => channel)));
  // Who has taken the call over is beside it no more.
  for (const { phase } of calls) for (const channel of agentChannels(phase)) own.delete(channel);
  return orders.flatMap((order): Order[] => {
    if (order.kind === 'leave' && own.has(order.channel)) {
      return [{ kind: 'step-out', bridge: order.bridge, channel: order.channel }];
    }
    if (order.kind !== 'join') return [order];
    const { bridge } = order;
    const others = order.channels.filter(channel => !own.has(channel));
    const theirs = order.channels.filter(channel => own.has(channel));
    return [
      ...(others.length > 0 ? [{ ...order, channels: others }] : []),
      ...theirs.map((channel): Order => ({ kind: 'step-in', bridge, channel })),
    ];
  });
}

function made({ channel, ear: { of, snoop, whispers, voice } }: Listener): Order[] {
  if (voice === undefined)
    return [{ kind: 'snoop', channel: of, snoop, how: whispers ? 'whispers' : 'both' }];
  return [
    { kind: 'snoop', channel: of, snoop, how: 'voice' },
    { kind: 'snoop', channel, snoop: voice, how: 'voice' },
  ];
}

interface Listener {
  readonly channel: string;
  readonly up: boolean;
  readonly ear: Ear;
}

function earsOf({ phase }: CallIn<'talking'>): Listener[] {
  return supervisorLegs(phase).flatMap(({ channel, state, ear }) =>
    ear ? [{ channel, up: state === 'up', ear }] : [],
  );
}

const isOneOf = (ear: Ear, of: readonly Listener[]): boolean => of.some(each => each.ear.snoop === ear.snoop);

function isHeardInTalk({ phase }: CallIn<'talking'>, channel: string): boolean {
  return presentLegs(phase).some(leg => leg.channel === channel && roomOf(phase, leg) !== null);
}

function withoutThose(heard: Arrangement, gone: readonly Listener[]): Arrangement {
  return gone.reduce((rest, { channel }) => without(rest, channel), heard);
}

/** Who listens or whispers, each beside the talk. */
export function heardBy(call: CallIn<'talking'>): Arrangement {
  const bridges = earsOf(call).map(
    ({ channel, up, ear }) => [ear.bridge, new Set(up ? [channel, ear.snoop] : [ear.snoop])] as const,
  );
  return { bridges: new Map(bridges), music: new Set(), apart: new Set(), muted: new Set() };
}

/** The same talk in which each has what they are to hear by, and nobody has anything else. */
function withEars(call: CallIn<'talking'>): CallIn<'talking'> {
  let counted: Call = call;
  const next = (sort: 'snoop' | 'bridge'): string => {
    const named = nextId(counted, sort);
    counted = named.call;
    return named.id;
  };
  const own = agentLeg(call.phase);
  const isAside = own?.place === 'aside';
  // A leg that is heard in the consultation loses the customer after it, for the recording, too: there it is the other one's.
  const other = presentLegs(call.phase).find(({ who, place }) => who !== 'agent' && place === 'aside');
  const heard = isAside ? other?.channel : own?.state === 'up' ? own.channel : undefined;
  const alone = !isAside && isAgentAlone(call.phase);
  const withEar = (leg: SupervisorLeg): SupervisorLeg => {
    const { ear, ...rest } = leg;
    if (heard === undefined || roomOf(call.phase, leg) !== null) return rest;
    const speaks = alone && leg.place !== 'listening';
    // Their own voice is there when they are; who takes the call over needs none of it.
    if (leg.state !== 'up' && (speaks || leg.takesOver)) return rest;
    const whispers = leg.place === 'whispering' && !speaks && !isAside;
    const isSame = ear?.of === heard && ear.whispers === whispers && (ear.voice !== undefined) === speaks;
    if (isSame) return leg;
    const snoop = next('snoop');
    const voice = speaks ? { voice: next('snoop') } : {};
    return {
      ...rest,
      ear: { snoop, bridge: ear?.bridge ?? next('bridge'), of: heard, whispers, ...voice },
    };
  };
  const legs = call.phase.legs.map((leg): Leg => (leg.who === 'supervisor' ? withEar(leg) : leg));
  return { ...counted, phase: { ...call.phase, legs } };
}

export const withoutEar = (ear: Ear): Order[] => [
  ...snoopsIn(ear).map(hangUp),
  { kind: 'destroy-bridge', bridge: ear.bridge },
];

/** They hear by something new. */
export function withoutItsEar({ ear: _, ...leg }: SupervisorLeg): SupervisorLeg {
  return leg;
}

const hangUp = (channel: string): Order => ({ kind: 'hang-up', channel });
