import type { CallIn } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { SILENCE, toEnding, toWaiting } from './moves.ts';
import { pauseRecording, resumeRecording } from './recording.ts';

/** Q.850 causes with which a leg dies without anybody having hung it up: 44 is Asterisk's RTP timeout. */
const LOST_CAUSES = new Set([44, 27, 38, 41]);

/** Q.850 "resource unavailable": the two could not be brought together. */
const UNJOINED = 47;

/** Somebody could not be joined because he left; his end should be heard of within this time, ms. */
const LEFT_MS = 1_000;

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
    case 'timer':
      return input.name === 'left' ? unjoined(call, around) : nothing(call);
    case 'recover':
      return recover(call, input, around);
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
  by: 'caller' | 'agent' | 'system' | 'recovery',
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
    { kind: 'cancel-timer', name: 'left' },
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
  return first(orders, toWaiting(paused.call, phase.queued, { ...SILENCE, music: true }));
}

/** Without a bridge nobody hears anybody. `gone` is a race with a hang-up whose news is on the way. */
function joinFailed(
  call: CallIn<'talking'>,
  input: Extract<CallInput, { kind: 'outcome' }>,
  around: Surroundings,
): Step {
  if (input.order !== 'join' || input.subject !== call.phase.bridge) return nothing(call);
  if (input.outcome === 'gone') return step(call, { kind: 'timer', name: 'left', ms: LEFT_MS });
  const broken = input.outcome === 'refused' || input.outcome === 'timed-out';
  return broken ? unjoined(call, around) : nothing(call);
}

function unjoined(call: CallIn<'talking'>, around: Surroundings): Step {
  return end(call, 'system', UNJOINED, [call.id, call.phase.leg], around);
}

/** The conversation goes on as it was meant; who lost his agent meanwhile is not hung up but served again. */
function recover(call: CallIn<'talking'>, there: StillThere, around: Surroundings): Step {
  const { phase } = call;
  const { leg, bridge } = phase;
  const talks: Order = { kind: 'agent-talks', agent: phase.agent };
  const hasLeg = there.alive.has(leg);
  if (!there.alive.has(call.id)) return first([talks], end(call, 'recovery', 0, hasLeg ? [leg] : [], around));
  if (!hasLeg)
    return first([talks], phase.queued ? legLost(call, around) : end(call, 'recovery', 0, [call.id], around));
  const wanted = phase.onHold ? [leg] : [call.id, leg];
  const missing = wanted.filter(channel => !there.bridged.has(channel));
  const join: Order[] = missing.length > 0 ? [{ kind: 'join', bridge, channels: missing }] : [];
  const hold: Order[] =
    phase.onHold && there.bridged.has(call.id)
      ? [
          { kind: 'leave', bridge, channel: call.id },
          { kind: 'music', channel: call.id, on: true },
        ]
      : [];
  return step(call, talks, ...join, ...hold);
}
