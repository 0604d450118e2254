import type { CallIn } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { agentChannels, agentLeg, colleagues } from '../legs.ts';
import type { Order } from '../orders.ts';
import type { ChannelEnd } from '../ports/telephony-events.ts';
import { fact, first, type Step, step } from '../step.ts';
import { type Arrangement, aloneWithMusic, arrange, bridgesEnd, wantedOf } from './arrangement.ts';
import { type Ended, RECORDED_AS, UNSEEN } from './end-reason.ts';
import { SILENCE, toEnding, toWaiting } from './moves.ts';
import { endRecording } from './recording.ts';
import { colleaguesEnd, leaveToColleague } from './succeeding.ts';

/** How a conversation comes apart: somebody hung up, or the agent's telephone died. */

/** An administrator ended the agent's session: neither side did. */
export const SENT_AWAY: Ended = { by: 'system', why: 'sent-away', cause: RECORDED_AS.normal };

/** The conversation is over; `open` are the channels to hang up. */
export function end(call: CallIn<'talking'>, ended: Ended, open: string[], around: Surroundings): Step {
  const { phase } = call;
  const queue = phase.queued?.queue ?? null;
  const wrapUp = queue === null || (around.queue(queue)?.wrapUp ?? true);
  const awaits = wrapUp ? { agent: phase.agent, queue } : null;
  const all = [...open, ...colleagues(phase).map(({ channel }) => channel)];
  const ending = toEnding(call, { ...ended, open: all, awaits }, around);
  return step(
    ending.call,
    { kind: 'agent-finished', agent: phase.agent, wrapUp },
    ...colleaguesEnd(call, around),
    ...ending.orders,
    ...bridgesEnd(call),
  );
}

/** The agent's only leg ended: they hung up, or their telephone died. A call-back has no line to go back to. */
export function legEnded(
  call: CallIn<'talking'>,
  { dropped, code: cause }: Pick<ChannelEnd, 'dropped' | 'code'>,
  around: Surroundings,
): Step {
  const without = withoutAgentLeg(call);
  const goesOn = leaveToColleague(without, wantedOf(without), around);
  if (goesOn) return goesOn;
  if (!dropped) return end(call, { by: 'agent', why: 'hung-up', cause }, [call.id], around);
  return call.phase.queued
    ? backToLine(call, wantedOf(call), around)
    : end(call, { by: 'system', why: 'our-failure', cause }, [call.id], around);
}

/**
 * Nobody saw how the agent's leg ended: they hung up, or it was lost. A call-back has no line to go back to and ends.
 * `actual`: who hears whom meanwhile.
 */
export function lost(call: CallIn<'talking'>, actual: Arrangement, around: Surroundings): Step {
  const goesOn = leaveToColleague(withoutAgentLeg(call), actual, around);
  if (goesOn) return goesOn;
  return call.phase.queued
    ? backToLine(call, actual, around, 'unseen')
    : end(call, UNSEEN, [call.id], around);
}

/**
 * The agent may not go on: the customer talks to somebody else. There is no line a call-back could go back to; it ends,
 * by the centre and not by the agent.
 */
export function sentAway(call: CallIn<'talking'>, around: Surroundings): Step {
  const goesOn = leaveToColleague(call, wantedOf(call), around);
  if (goesOn) return goesOn;
  const { agent, queued } = call.phase;
  const legs = agentChannels(call.phase);
  const gone = legs.map((channel): Order => ({ kind: 'hang-up', channel }));
  if (queued) return first(gone, backToLine(call, wantedOf(call), around, 'ended-by-admin'));
  const ended = toEnding(call, { ...SENT_AWAY, open: [call.id, ...legs], awaits: null }, around);
  return step(
    ended.call,
    { kind: 'agent-finished', agent, wrapUp: false },
    ...ended.orders,
    ...bridgesEnd(call),
  );
}

/** The agent's leg is not there any more. */
function withoutAgentLeg(call: CallIn<'talking'>): CallIn<'talking'> {
  const gone = agentLeg(call.phase);
  const legs = call.phase.legs.map(leg => (leg === gone ? { ...gone, state: 'lost' as const } : leg));
  return { ...call, phase: { ...call.phase, legs } };
}

/** Nobody hung up: the customer goes to the head of the queue with all that is known of the call. */
function backToLine(
  call: CallIn<'talking'>,
  actual: Arrangement,
  around: Surroundings,
  why?: 'ended-by-admin' | 'unseen',
): Step {
  const { phase } = call;
  if (!phase.queued) return step(call);
  const ended = endRecording(call);
  const orders: Order[] = [
    ...ended.orders,
    { kind: 'cancel-timer', name: 'left' },
    { kind: 'cancel-timer', name: 'ring' },
    fact({
      kind: 'agent-leg-lost',
      at: around.now,
      agent: phase.agent,
      ...(why ? { why } : {}),
      talkedMs: around.now - phase.answeredAt,
    }),
    { kind: 'agent-finished', agent: phase.agent, wrapUp: false },
    ...arrange(aloneWithMusic(call.id), actual),
    fact({
      kind: 'queued',
      at: around.now,
      queue: phase.queued.queue,
      topic: phase.queued.topic,
      priority: phase.queued.priority,
    }),
  ];
  return first(orders, toWaiting(ended.call, { ...phase.queued, first: true }, { ...SILENCE, music: true }));
}
