import type { Call, CallIn, Phase } from '../call.ts';
import type { StillThere } from '../inputs.ts';
import { askedLegs, awaitsColleague, isAgentLost, isMuted, type Leg, presentLegs, roomOf } from '../legs.ts';
import type { Order } from '../orders.ts';
import { toBeTold } from './owed-notice.ts';

/**
 * Who hears whom in a talk. What a step changes is what is wanted; the orders follow:
 *
 *   wantedOf(call after the step) ──┐
 *                                   ├──arrange──▶ the orders that are missing
 *   wantedOf(call before it), or ───┘
 *   what is seen after a restart (talk-recovers.ts)
 *
 * What was ordered is taken for done: an order that fails comes back as an outcome, and decides for itself.
 */
export interface Arrangement {
  /** The bridges that there are, and the channels in each: they hear each other. */
  readonly bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Who hears music. */
  readonly music: ReadonlySet<string>;
  /** Of whom it is not known, for music cannot be seen; of what is wanted it always is. */
  readonly mayHearMusic?: ReadonlySet<string>;
  /** Who is in no bridge and hears what is played to them alone. */
  readonly apart: ReadonlySet<string>;
  /** Who is heard by nobody, wherever they are. */
  readonly muted: ReadonlySet<string>;
}

/**
 * Those in the talk hear each other, and so do those in the consultation. Who is on hold, or alone in either of them,
 * hears music; an agent who waits with their call does not, unless it is for a colleague whose page is loaded anew.
 */
export function wantedOf(call: CallIn<'talking' | 'handed-out'>): Arrangement {
  const { phase } = call;
  const toldAt = toBeTold(call);
  // Who hears the notice of the recording is on their way to the talk, or for a moment out of it. Who is told that the agent is
  // waited for hears music after it, and not before.
  const prompted = isPrompted(phase);
  const [told, present] = partition(
    presentLegs(phase),
    ({ channel, ...leg }) =>
      (leg.who === 'outside' && leg.notice !== undefined) ||
      (toldAt !== null && (leg.who === 'customer' || channel === toldAt)) ||
      (prompted && leg.who === 'customer'),
  );
  const talk = present.filter(leg => roomOf(phase, leg) === 'talk');
  const aside = present.filter(leg => roomOf(phase, leg) === 'aside');
  const held = present.filter(({ place }) => place === 'music');
  const alone = [talk, aside].flatMap(legs => (legs.length === 1 ? legs : []));
  const waits = [...held, ...alone].filter(
    ({ who, place }) => who !== 'agent' || (place === 'talk' && awaitsColleague(phase)),
  );
  const music = new Set(waits.map(channelOf));
  const together = (legs: readonly Leg[]) =>
    new Set(legs.map(channelOf).filter(channel => !music.has(channel)));
  const bridges = new Map([[phase.bridge, together(talk)]]);
  if ('aside' in phase && phase.aside !== undefined) bridges.set(phase.aside, together(aside));
  const muted = new Set([...told, ...present].filter(isMuted).map(channelOf));
  return { bridges, music, muted, apart: new Set(told.map(channelOf)) };
}

/** The customer is alone, and is told that the agent is waited for. */
export const isPrompted = (phase: Phase): boolean =>
  phase.kind === 'talking' &&
  isAgentLost(phase) &&
  phase.awaited?.playback !== undefined &&
  !askedLegs(phase).some(({ state, place }) => state === 'up' && place === 'talk');

function partition<Of>(all: readonly Of[], isFirst: (one: Of) => boolean): [Of[], Of[]] {
  return [all.filter(isFirst), all.filter(one => !isFirst(one))];
}

const channelOf = ({ channel }: Leg): string => channel;

/** Before a talk. */
export const NOWHERE: Arrangement = {
  bridges: new Map(),
  music: new Set(),
  apart: new Set(),
  muted: new Set(),
};

/** The talk is over, and the customer waits on. */
export const aloneWithMusic = (customer: string): Arrangement => ({
  bridges: new Map(),
  music: new Set([customer]),
  apart: new Set(),
  muted: new Set(),
});

/** The orders that took the caller, who waits now, out of a talk, or that had them heard again, were lost with the process. */
export function apart({ id, mutes = [] }: Call, { bridged }: StillThere): Order[] {
  const bridge = bridged.get(id);
  const among = (...channels: string[]) => new Map(bridge === undefined ? [] : [[bridge, new Set(channels)]]);
  const muted = new Set(mutes.filter(channel => channel === id));
  return arrange({ ...NOWHERE, bridges: among() }, { ...NOWHERE, bridges: among(id), muted });
}

/** The bridges of a talk whose channels are hung up; their music ends with them. */
export function bridgesEnd({ phase }: CallIn<'talking' | 'handed-out'>): Order[] {
  const aside = 'aside' in phase && phase.aside !== undefined ? [phase.aside] : [];
  return [phase.bridge, ...aside].map(each => ({ kind: 'destroy-bridge', bridge: each }));
}

/** The same without a channel that is gone. */
export function without(
  { bridges, music, mayHearMusic, apart, muted }: Arrangement,
  channel: string,
): Arrangement {
  const others = (channels: ReadonlySet<string>) => new Set([...channels].filter(each => each !== channel));
  return {
    bridges: new Map([...bridges].map(([bridge, channels]) => [bridge, others(channels)])),
    music: others(music),
    ...(mayHearMusic ? { mayHearMusic: others(mayHearMusic) } : {}),
    apart: others(apart),
    muted: others(muted),
  };
}

/**
 * What there is after a restart, where `stored` is the call as it was known. Music cannot be seen, and the order to play it, or to
 * end it, may have been lost with the process or the link: of whoever is answered and in no bridge what they are to hear is ordered
 * (music that plays goes on where it is). Nor can it be seen who is muted: who may be, and is not to be, is heard again (who is to
 * be: muting.ts).
 */
export function seenOf(
  stored: CallIn<'talking' | 'handed-out'>,
  { answered, bridged }: Pick<StillThere, 'answered' | 'bridged'>,
): Arrangement {
  const was = wantedOf(stored);
  const own = stored.phase.legs.map(channelOf);
  // What an agent hears who is at their other call is for that one to say.
  const here = stored.phase.legs.filter(leg => !('state' in leg) || leg.state !== 'away').map(channelOf);
  const isIn = (bridge: string) => new Set(own.filter(channel => bridged.get(channel) === bridge));
  const isOut = (channel: string) => answered.has(channel) && !bridged.has(channel);
  return {
    bridges: new Map([...was.bridges.keys()].map(bridge => [bridge, isIn(bridge)])),
    music: new Set(),
    mayHearMusic: new Set(here.filter(isOut)),
    apart: was.apart,
    muted: new Set((stored.mutes ?? []).filter(channel => own.includes(channel))),
  };
}

/** Music is to be ended if they are to hear none. */
export const mayHear = ({ music, mayHearMusic }: Arrangement, channel: string): boolean =>
  music.has(channel) || (mayHearMusic?.has(channel) ?? false);

/**
 * The orders that make one of the other. Who leaves a bridge does so before anybody joins one: with a third channel a
 * bridge begins to mix. Joining ends music. Who is muted is so before they are in a bridge. A bridge that is destroyed lets go
 * of those who are wanted nowhere, some time later: what is played to them meanwhile is neither heard nor ever over
 * (Asterisk's res_stasis_playback looks for the channel in a bridge that it has just left), so who lives on leaves before.
 */
export function arrange(wanted: Arrangement, actual: Arrangement): Order[] {
  const orders: Order[] = [];
  const elsewhere = new Set([
    ...wanted.music,
    ...wanted.apart,
    ...[...wanted.bridges.values()].flatMap(each => [...each]),
  ]);
  for (const [bridge, channels] of actual.bridges) {
    const stay = wanted.bridges.get(bridge);
    for (const channel of missingIn(channels, stay)) {
      if (stay || elsewhere.has(channel)) orders.push({ kind: 'leave', bridge, channel });
    }
  }
  for (const channel of missingIn(wanted.music, actual.music)) {
    orders.push({ kind: 'music', channel, on: true });
  }
  for (const channel of missingIn(wanted.muted, actual.muted)) orders.push({ kind: 'mute', channel });
  const joining = new Set<string>();
  for (const [bridge, channels] of wanted.bridges) {
    const missing = missingIn(channels, actual.bridges.get(bridge));
    if (missing.length > 0) orders.push({ kind: 'join', bridge, channels: missing });
    for (const channel of missing) joining.add(channel);
  }
  const maybe = actual.mayHearMusic ? missingIn(actual.mayHearMusic, wanted.music) : [];
  for (const channel of [...missingIn(actual.music, wanted.music), ...maybe]) {
    if (!joining.has(channel)) orders.push({ kind: 'music', channel, on: false });
  }
  for (const channel of missingIn(actual.muted, wanted.muted)) orders.push({ kind: 'unmute', channel });
  for (const bridge of actual.bridges.keys()) {
    if (!wanted.bridges.has(bridge)) orders.push({ kind: 'destroy-bridge', bridge });
  }
  return orders;
}

const missingIn = (some: ReadonlySet<string>, others: ReadonlySet<string> | undefined): string[] =>
  [...some].filter(each => !others?.has(each));
