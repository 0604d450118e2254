import type { CallIn } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { first, nothing, type Step, step } from '../step.ts';
import { fact, pauseRecording, resumeRecording, toEnding, toWaiting } from './moves.ts';

/** Q.850 causes with which a leg dies without anybody having hung it up: 44 is Asterisk's RTP timeout. */
const LOST_CAUSES = new Set([44, 27, 38, 41]);

/** Agent and customer hear each other in one bridge. Hold takes the customer out of it and gives him music. */
export function talking(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'channel-ended':
      if (input.channel === call.id) return end(call, 'caller', input.cause, [phase.leg], around);
      if (input.channel !== phase.leg) return nothing(call);
      return LOST_CAUSES.has(input.cause) && phase.queued
        ? legLost(call, around)
        : end(call, 'agent', input.cause, [call.id], around);
    case 'ask-hang-up':
      return input.agent === phase.agent
        ? end(call, 'agent', 16, [call.id, phase.leg], around)
        : nothing(call);
    case 'ask-hold':
      return input.agent === phase.agent && !phase.onHold ? hold(call, around) : nothing(call);
    case 'ask-resume':
      return input.agent === phase.agent && phase.onHold ? resume(call, around) : nothing(call);
    case 'outcome':
      return joinFailed(call, input, around);
    case 'recorded':
      return recordingBroke(call, input, around);
    case 'recover':
      return recover(call, input.alive, around);
    default:
      return nothing(call);
  }
}

function hold(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const paused = pauseRecording(call, around);
  return step(
    { ...paused.call, phase: { ...phase, onHold: true } },
    ...paused.orders,
    { kind: 'leave', bridge: phase.bridge, channel: call.id },
    { kind: 'music', channel: call.id, on: true },
    fact({ kind: 'held', at: around.now, agent: phase.agent }),
  );
}

function resume(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const resumed = resumeRecording(call, around);
  return step(
    { ...resumed.call, phase: { ...phase, onHold: false } },
    { kind: 'join', bridge: phase.bridge, channels: [call.id] },
    ...resumed.orders,
    fact({ kind: 'resumed', at: around.now, agent: phase.agent }),
  );
}

function end(
  call: CallIn<'talking'>,
  by: 'caller' | 'agent' | 'recovery',
  cause: number,
  open: string[],
  around: Surroundings,
): Step {
  const { phase } = call;
  const queue = phase.queued?.queue ?? null;
  const wrapUp = queue === null || (around.queue(queue)?.wrapUpMs ?? 1) > 0;
  const awaits = wrapUp ? { agent: phase.agent, queue } : null;
  const ended = toEnding(call, { by, cause, open, awaits }, around);
  return step(ended.call, { kind: 'agent-finished', agent: phase.agent, wrapUp }, ...ended.orders, {
    kind: 'destroy-bridge',
    bridge: phase.bridge,
  });
}

/** The agent's telephone died, nobody hung up: the customer goes to the head of the queue with all he has told. */
function legLost(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  if (!phase.queued) return nothing(call);
  const paused = pauseRecording(call, around);
  const orders: Order[] = [
    ...paused.orders,
    fact({ kind: 'agent-leg-lost', at: around.now, agent: phase.agent }),
    { kind: 'agent-finished', agent: phase.agent, wrapUp: false },
    { kind: 'leave', bridge: phase.bridge, channel: call.id },
    { kind: 'destroy-bridge', bridge: phase.bridge },
    { kind: 'music', channel: call.id, on: true },
    fact({
      kind: 'queued',
      at: around.now,
      queue: phase.queued.queue,
      topic: phase.queued.topic,
      priority: phase.queued.priority,
    }),
  ];
  return first(orders, toWaiting(paused.call, phase.queued, true));
}

/** The customer is still there but could not be joined: without a bridge nobody hears anybody. */
function joinFailed(
  call: CallIn<'talking'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  if (input.order === 'record' && input.outcome !== 'done' && call.recording?.name === input.subject) {
    return step(
      { ...call, recording: null },
      fact({ kind: 'recording-refused', at: around.now, why: input.outcome }),
    );
  }
  const broken = input.order === 'join' && (input.outcome === 'refused' || input.outcome === 'timed-out');
  return broken ? end(call, 'agent', 47, [call.id, call.phase.leg], around) : nothing(call);
}

function recordingBroke(
  call: CallIn<'talking'>,
  input: { recording: string; ok: boolean },
  around: Surroundings,
): Step {
  if (call.recording?.name !== input.recording) return nothing(call);
  return step(
    { ...call, recording: null },
    fact({ kind: 'recording-ended', at: around.now, recording: input.recording, ok: input.ok }),
  );
}

function recover(call: CallIn<'talking'>, alive: ReadonlySet<string>, around: Surroundings): Step {
  const { phase } = call;
  if (!alive.has(call.id)) return end(call, 'recovery', 0, alive.has(phase.leg) ? [phase.leg] : [], around);
  if (!alive.has(phase.leg)) return end(call, 'recovery', 0, [call.id], around);
  return step(call, { kind: 'agent-talks', agent: phase.agent });
}
