import type { Call, CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { askedLegs, heard, isConference, isMuted, keyOf, type Leg, presentLegs } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, nothing, type Step, step } from '../step.ts';
import { partyOf } from './outside-leg.ts';
import { rearranged } from './rearranging.ts';

/**
 * Whoever leads a conference may have one of the others heard by nobody; they hear everybody on. It is part of what is wanted of
 * the talk (rules/arrangement.ts), so a person whose page is back by another channel is muted there, too, and it is over with the
 * conference. Nothing of them is in the recording meanwhile, for the one on whose leg it is does not hear them.
 *
 * The telephone system does not tell who is muted. A channel that was is remembered (`Call.mutes`) until it has said that it is
 * heard again: else a customer could be muted for ever by a restart.
 */
export function mute(
  call: CallIn<'talking'>,
  { agent, colleague, on }: Extract<CallInput, { kind: 'ask-mute' }>,
  around: Surroundings,
): Step {
  const leg = mutable(call, colleague);
  if (agent !== call.phase.agent || !leg || isMuted(leg) === on) return nothing(call);
  return changed(call, leg, on, around);
}

/** Whom it is about in a conference: a colleague, by their leg who is outside, or null: the customer. */
export function mutable({ phase }: CallIn<'talking'>, colleague: string | null): Leg | undefined {
  if (!isConference(phase)) return undefined;
  return colleague === null
    ? phase.legs.find(({ who }) => who === 'customer')
    : askedLegs(phase).find(leg => keyOf(leg) === colleague && leg.place === 'talk');
}

function changed(call: CallIn<'talking'>, leg: Leg, on: boolean, around: Surroundings): Step {
  const { phase } = call;
  const other: Leg = on ? ({ ...leg, muted: true } as Leg) : heard(leg);
  const legs = phase.legs.map(each => (each === leg ? other : each));
  const moved = rearranged(call, { ...phase, legs }, around);
  const whom = leg.who === 'colleague' || leg.who === 'outside' ? partyOf(leg) : {};
  const told = fact({ kind: on ? 'muted' : 'unmuted', at: around.now, agent: phase.agent, ...whom });
  return step(moved.call, ...moved.orders, told);
}

/** What the telephone system says of it, in whichever phase; null when the input is no such news. */
export function muteInput(call: Call, input: CallInput, around: Surroundings): Step | null {
  if (input.kind !== 'outcome') return null;
  const { order, subject, outcome } = input;
  if (order === 'unmute') {
    const isOver = outcome === 'done' || outcome === 'gone';
    return isOver ? nothing(withoutMute(call, subject)) : nothing(call);
  }
  if (order !== 'mute') return null;
  // Nobody is shown as muted who is heard.
  const failed = outcome === 'refused' || outcome === 'timed-out';
  if (!failed || call.phase.kind !== 'talking') return nothing(call);
  const leg = call.phase.legs.find(({ channel }) => channel === subject);
  return leg && isMuted(leg) ? changed(call as CallIn<'talking'>, leg, false, around) : nothing(call);
}

function withoutMute(call: Call, channel: string): Call {
  const { mutes = [], ...rest } = call;
  if (!mutes.includes(channel)) return call;
  const others = mutes.filter(each => each !== channel);
  return others.length > 0 ? { ...rest, mutes: others } : rest;
}

/** After a restart: whether it was heard that they are muted is not known. */
export function mutedAgain({ call: { phase }, orders }: Step): Order[] {
  if (phase.kind !== 'talking') return [];
  const ordered = new Set(orders.flatMap(order => (order.kind === 'mute' ? [order.channel] : [])));
  const muted = presentLegs(phase).filter(leg => isMuted(leg) && !ordered.has(leg.channel));
  return muted.map(({ channel }) => ({ kind: 'mute', channel }));
}

/** Remembers whom a step has muted. */
export function mutesNoted(done: Step): Step {
  if (!done.orders.some(({ kind }) => kind === 'mute')) return done;
  const muted = done.orders.flatMap(order => (order.kind === 'mute' ? [order.channel] : []));
  return { ...done, call: { ...done.call, mutes: [...new Set([...(done.call.mutes ?? []), ...muted])] } };
}
