import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { AWAIT_AGENT_MS } from '../../queues/events.ts';
import { type AwaitedAgent, type Call, type CallIn, nextId, type Queued } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { Surroundings } from '../inputs.ts';
import { agentChannels, agentLeg, askedLegs, customerChannels, customerLeg, isConference } from '../legs.ts';
import type { Order } from '../orders.ts';
import type { ChannelEnd } from '../ports/telephony-events.ts';
import { fact, first, type Step, step } from '../step.ts';

import {
  type Arrangement,
  aloneWithMusic,
  arrange,
  bridgesEnd,
  mayHear,
  wantedOf,
  without as withoutChannel,
} from './arrangement.ts';

import { crossedBack, isCrossed } from './crossing.ts';
import { toDirected } from './directed.ts';
import { type Ended, RECORDED_AS, UNSEEN } from './end-reason.ts';
import { firstQueue, type Hears, music, toEnding, toWaiting } from './moves.ts';
import { endRecording } from './recording.ts';
import { askedEnd, heirOfOurs, leaveToOthers } from './succeeding.ts';
import { partTimes } from './talk-time.ts';
import { owesForPart, waitSoFar } from './transferring.ts';

/** How a conversation comes apart: somebody hung up, or the agent's telephone died. */

/** An administrator ended the agent's session: neither side did. */
export const SENT_AWAY: Ended = { by: 'system', why: 'sent-away', cause: RECORDED_AS.normal };

/** The conversation is over; `open` are the channels to hang up. */
export function end(call: CallIn<'talking'>, ended: Ended, open: string[], around: Surroundings): Step {
  const { phase } = call;
  const queue = phase.queued?.queue ?? null;
  const wrapUp = owesForPart(call, around);
  const awaits = wrapUp ? { agent: phase.agent, queue } : null;
  const all = [...open, ...askedLegs(phase).map(({ channel }) => channel)];
  const ending = toEnding(call, { ...ended, open: all, awaits }, around);
  return step(
    ending.call,
    { kind: 'agent-finished', agent: phase.agent, wrapUp },
    ...askedEnd(call, around),
    ...ending.orders,
    ...bridgesEnd(call),
  );
}

/**
 * The agent hung up: who is left talks on, unless it is a conference that its leader may only end; the customer alone is hung up,
 * unless it was another talk that the agent meant (crossing.ts).
 */
export function hungUp(
  call: CallIn<'talking'>,
  { cause, open }: { readonly cause: number; readonly open: readonly string[] },
  around: Surroundings,
  actual?: Arrangement,
): Step {
  const isMeantForAnother = isCrossed(call, around);
  const endsIt = endsForAll(call, around.leaderMayLeave) && !isMeantForAnother;
  const goesOn = endsIt ? null : leaveToOthers(call, around, actual);
  if (goesOn) return goesOn;
  const queued = isMeantForAnother ? lineOf(call, around) : null;
  if (queued) return crossedBack(call, queued, { actual: actual ?? wantedOf(call), open }, around);
  const all = [...customerChannels(call.phase), ...open];
  return end(call, { by: 'agent', why: 'hung-up', cause }, all, around);
}

/**
 * Whether the agent's hang-up ends the call for others of ours, or outside, who talk with the customer or are left without them;
 * where none of ours is among those, it always does.
 */
export function endsForAll(call: Call, leaderMayLeave: boolean): boolean {
  const { phase } = call;
  if (phase.kind !== 'talking' || isInternal(call)) return false;
  if (customerLeg(phase)) return !leaderMayLeave && isConference(phase);
  return askedLegs(phase).length > 1 && !(leaderMayLeave && heirOfOurs(phase));
}

/** Whether whom the agent has asked may have the call: the customer, a call of ours, or the lead of those who are left. */
export const mayPass = (call: CallIn<'talking'>, leaderMayLeave: boolean): boolean =>
  customerLeg(call.phase) !== undefined ||
  isInternal(call) ||
  (leaderMayLeave && heirOfOurs(call.phase) !== undefined);

/**
 * The agent's only leg ended: they hung up, or their telephone died; then the customer waits for somebody else. `again`: their telephone has not been rung since.
 */
export function legEnded(
  call: CallIn<'talking'>,
  { dropped, code: cause }: Pick<ChannelEnd, 'dropped' | 'code'>,
  around: Surroundings,
  again = true,
): Step {
  const without = withoutAgent(call);
  // Of most talks nobody is left who is to be moved.
  const isMoved = askedLegs(call.phase).length > 0 || isCrossed(call, around);
  const others = isMoved ? withoutChannel(wantedOf(call), agentLeg(call.phase)?.channel ?? '') : undefined;
  if (!dropped) return hungUp(without, { cause, open: [] }, around, others);
  const goesOn = leaveToOthers(without, around, others);
  if (goesOn) return goesOn;
  const queued = lineOf(call, around);
  return queued
    ? backToLine(call, { queued, actual: wantedOf(call), again }, around)
    : end(call, { by: 'system', why: 'our-failure', cause }, customerChannels(call.phase), around);
}

/** Where the customer waits for the next agent. Null: the centre has no queue at all, or they are not there. */
export function lineOf(call: CallIn<'talking'>, around: Surroundings): Queued | null {
  const { phase, outgoing } = call;
  const { agent } = phase;
  if (!customerLeg(phase)) return null;
  return waitSoFar(phase, around) ?? firstQueue(around.queueFor(outgoing?.area ?? null, agent), around);
}

/**
 * Nobody saw how the agent's leg ended, they hung up, or it was lost; and they are not waited for, or not any more
 * (awaiting-agent.ts). `actual`: who hears whom meanwhile.
 */
export function lost(call: CallIn<'talking'>, actual: Arrangement, around: Surroundings): Step {
  const goesOn = leaveToOthers(withoutAgent(call), around, actual);
  if (goesOn) return goesOn;
  const queued = lineOf(call, around);
  return queued
    ? backToLine(call, { queued, actual, why: 'unseen' }, around)
    : end(call, UNSEEN, customerChannels(call.phase), around);
}

/** The agent may not go on: the customer talks to somebody else. Without any queue it ends, by the centre and not by the agent. */
export function sentAway(call: CallIn<'talking'>, around: Surroundings): Step {
  const goesOn = leaveToOthers(call, around);
  if (goesOn) return goesOn;
  const { agent } = call.phase;
  const queued = lineOf(call, around);
  const legs = agentChannels(call.phase);
  const gone = legs.map((channel): Order => ({ kind: 'hang-up', channel }));
  if (queued) {
    const line = { queued, actual: wantedOf(call), why: 'ended-by-admin' } as const;
    return first(gone, backToLine(call, line, around));
  }
  const open = [
    ...customerChannels(call.phase),
    ...legs,
    ...askedLegs(call.phase).map(({ channel }) => channel),
  ];
  const ended = toEnding(call, { ...SENT_AWAY, open, awaits: null }, around);
  return step(
    ended.call,
    { kind: 'agent-finished', agent, wrapUp: false },
    ...askedEnd(call, around),
    ...ended.orders,
    ...bridgesEnd(call),
  );
}

/** The agent's leg is not there any more; it is remembered. */
export function withoutAgent(call: CallIn<'talking'>): CallIn<'talking'> {
  const gone = agentLeg(call.phase);
  const legs = call.phase.legs.map(leg => (leg === gone ? { ...gone, state: 'lost' as const } : leg));
  return { ...call, phase: { ...call.phase, legs } };
}

interface BackToLine {
  readonly queued: Queued;
  readonly actual: Arrangement;
  readonly why?: 'ended-by-admin' | 'unseen';
  /** The same agent is waited for first. */
  readonly again?: boolean;
}

/**
 * Nobody hung up: the customer is told so, and hears music after it. They wait for the same agent as long as the queue's policy
 * says, and then at the head of the line, with all that is known of the call.
 */
function backToLine(
  call: CallIn<'talking'>,
  { queued: asKnown, actual, why, again = false }: BackToLine,
  around: Surroundings,
): Step {
  const { phase } = call;
  const { agent, pause } = phase;
  const queued: Queued = { ...asKnown, ...(pause ? { pause } : {}) };
  const ended = endRecording(call);
  const up = { ...ended.call, up: true };
  const told = phase.awaited ? toldBefore(up, phase.awaited, queued.queue, actual, around) : tell(up, actual);
  const orders: Order[] = [
    ...ended.orders,
    { kind: 'cancel-timer', name: 'left' },
    { kind: 'cancel-timer', name: 'ring' },
    fact({
      kind: 'agent-leg-lost',
      at: around.now,
      agent,
      ...(why ? { why } : {}),
      ...partTimes(phase, around),
    }),
    { kind: 'agent-finished', agent, wrapUp: false },
    ...told.orders,
    fact({
      kind: 'queued',
      at: around.now,
      queue: queued.queue,
      topic: queued.topic,
      priority: queued.priority,
    }),
  ];
  const ms = again ? (around.queue(queued.queue)?.awaitAgentMs ?? AWAIT_AGENT_MS) : 0;
  return first(orders, toSameAgent(told, queued, { agent, ms }, around));
}

/** They wait for this agent so long (ms), if that one comes back, and else at the head of the line. */
export const toSameAgent = (
  { call, hears }: Told,
  queued: Queued,
  { agent, ms }: { readonly agent: string; readonly ms: number },
  around: Surroundings,
): Step =>
  ms > 0 && around.comesBack(agent)
    ? toDirected(call, queued, { agent, why: 'lost' }, hears, around, ms)
    : toWaiting(call, { ...queued, first: true }, hears);

interface Told extends Step {
  readonly hears: Hears;
}

/** They are told that the agent is waited for. `actual`: who hears whom before it. */
export function tell(call: Call, actual: Arrangement): Told {
  const named = nextId(call, 'playback');
  const sounds = aloud([{ kind: 'file', name: PROMPTS.recovering }]);
  return {
    call: named.call,
    orders: [
      ...aloneInSilence(call.id, actual),
      { kind: 'play', channel: call.id, playback: named.id, sounds },
    ],
    hears: { playback: named.id, music: false, announceMs: null },
  };
}

/** They have heard it, or do, and have waited for the agent already. */
function toldBefore(
  call: Call,
  { playback }: AwaitedAgent,
  queue: string,
  actual: Arrangement,
  around: Surroundings,
): Told {
  return playback === undefined
    ? { call, orders: arrange(aloneWithMusic(call.id), actual), hears: music(queue, around) }
    : { call, orders: aloneInSilence(call.id, actual), hears: { playback, music: false, announceMs: null } };
}

/** Out of the talk, and no music yet. */
export function aloneInSilence(customer: string, actual: Arrangement): Order[] {
  const apart = arrange(aloneWithMusic(customer), actual).filter(({ kind }) => kind !== 'music');
  return mayHear(actual, customer) ? [{ kind: 'music', channel: customer, on: false }, ...apart] : apart;
}
