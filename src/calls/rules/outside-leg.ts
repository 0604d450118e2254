import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { type Call, nextId } from '../call.ts';
import { originatorIn } from '../call-parties.ts';
import type { CallFact, ConsultEnd, OutsideConsultEnd } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { type AskedLeg, agentLeg, type Leg, type OutsideLeg, outsideLegs } from '../legs.ts';
import type { Order } from '../orders.ts';
import type { Outcome } from '../ports/telephony.ts';
import type { Step } from '../step.ts';
import { OUTSIDE_ENDS, type OutsideEnd, whyUnanswered } from './end-reason.ts';

/** The leg of somebody at a number outside, whichever way they came into the call. */

/** How long a number outside is rung, ms. */
export const OUTSIDE_RING_MS = 45_000;

/** Whom a fact is about. */
export const partyOf = (leg: AskedLeg): { readonly colleague: string } | { readonly dialled: string } =>
  leg.who === 'colleague' ? { colleague: leg.agent } : { dialled: leg.dialled };

export function consultEnded(
  leg: AskedLeg,
  agent: string,
  why: ConsultEnd | OutsideConsultEnd,
  { now: at }: Surroundings,
): CallFact {
  return leg.who === 'colleague'
    ? { kind: 'consult-ended', at, agent, colleague: leg.agent, why: why as ConsultEnd }
    : { kind: 'consult-ended', at, agent, dialled: leg.dialled, why: why as OutsideConsultEnd };
}

export function dialOutside(
  call: Call,
  { channel, endpoint, callerId, withheld, longestMs, early }: OutsideLeg,
): Order {
  return {
    kind: 'dial',
    order: {
      channel,
      endpoint,
      callerNumber: callerId,
      ...(withheld ? { withheld } : {}),
      callerName: '',
      args: ['outside', call.id],
      ringMs: OUTSIDE_RING_MS,
      ...originatorIn(call),
      longestMs,
      ...(early ? { early: { bridge: early.bridge, listener: early.listener } } : {}),
    },
  };
}

/** Why nobody answered there, or how who was there left. */
export function whyLeft(
  { state, since, early }: OutsideLeg,
  { end, rang = false }: Extract<CallInput, { kind: 'channel-ended' }>,
  { now }: Surroundings,
): OutsideEnd {
  if (state === 'up') return end.dropped ? 'line-dropped' : 'hung-up';
  const heard = early?.heard === true;
  const why = whyUnanswered({
    why: end.why,
    rang,
    early: heard,
    afterMs: now - since,
    limitMs: OUTSIDE_RING_MS,
  });
  return OUTSIDE_ENDS.find(each => each === why) ?? 'network-failure';
}

/** The order to ring did not get through. */
export const notRung = (outcome: Outcome): OutsideEnd => (outcome === 'refused' ? 'no-route' : 'our-failure');

/** They have answered: nobody hears the network any more. */
export function answeredOutside({ early: _, ...leg }: OutsideLeg, { now }: Surroundings): OutsideLeg {
  return { ...leg, state: 'up', since: now };
}

/** Their network says something. */
export const networkSpeaks = (leg: OutsideLeg): OutsideLeg =>
  leg.early ? { ...leg, early: { ...leg.early, heard: true } } : leg;

/** A number outside is rung, and the agent hears it. */
export const rungOutside = ({ legs }: { readonly legs: readonly Leg[] }): boolean =>
  outsideLegs({ legs }).some(({ early }) => early !== undefined);

/** The same with the agent at another channel: what the network says is heard by nobody there, and ringing is. */
export const heardAt = <Some extends { readonly legs: readonly Leg[] }>(
  talk: Some,
  listener: string,
): Some =>
  rungOutside(talk)
    ? {
        ...talk,
        legs: talk.legs.map(leg =>
          leg.who === 'outside' && leg.early ? { ...leg, early: { ...leg.early, listener } } : leg,
        ),
      }
    : talk;

/** They are told that the call is recorded, where the centre says so, before they talk with the others. */
export function noticeFirst(
  call: Call,
  leg: OutsideLeg,
  { facts }: Surroundings,
): { readonly call: Call; readonly leg: OutsideLeg; readonly orders: readonly Order[] } {
  if (!facts.announceRecording) return { call, leg: noticeOver(leg), orders: [] };
  const named = nextId(call, 'playback');
  const sounds = aloud([{ kind: 'file', name: PROMPTS.consent }]);
  return {
    call: named.call,
    leg: { ...leg, place: 'aside', notice: named.id },
    orders: [{ kind: 'play', channel: leg.channel, playback: named.id, sounds }],
  };
}

export function noticeOver({ notice: _, ...leg }: OutsideLeg): OutsideLeg {
  return { ...leg, place: 'talk' };
}

const ringing = ({ phase }: Call) =>
  'legs' in phase ? outsideLegs(phase).flatMap(leg => leg.early ?? []) : [];

/**
 * Where the agent heard a network goes when it is heard no more, whatever became of the call; who was in it is out of it before
 * they go anywhere else, and the ringing ends that the agent heard.
 */
export function earlyEnds(before: Call, then: Step): Step {
  const had = ringing(before);
  if (had.length === 0) return then;
  const { phase } = then.call;
  const now = new Set(ringing(then.call).map(({ bridge }) => bridge));
  const legs = 'legs' in phase ? phase.legs : [];
  const agent = 'legs' in phase ? agentLeg(phase)?.channel : undefined;
  const out = had
    .filter(({ bridge }) => !now.has(bridge))
    .flatMap(({ bridge, listener }): Order[] => [
      ...(agent === listener ? ([{ kind: 'ring', channel: listener, off: true }] as const) : []),
      ...legs.flatMap(({ who, channel }): Order[] =>
        channel === listener || (who === 'outside' && wasIn(before, bridge, channel))
          ? [{ kind: 'leave', bridge, channel }]
          : [],
      ),
      { kind: 'destroy-bridge', bridge },
    ]);
  return { call: then.call, orders: [...out, ...then.orders] };
}

const wasIn = ({ phase }: Call, bridge: string, channel: string): boolean =>
  'legs' in phase && outsideLegs(phase).some(leg => leg.channel === channel && leg.early?.bridge === bridge);
