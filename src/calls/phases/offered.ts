import type { CallIn, Queued } from '../call.ts';
import type { CallFact } from '../events.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { first, nothing, type Step, step } from '../step.ts';
import { fact, toEnding, toTalking, toWaiting } from './moves.ts';

type Missed = Extract<CallFact, { kind: 'offer-ended' }>['why'];

/** Q.850 causes of a leg that was not answered. */
const BUSY = 17;
const REJECTED = 21;
const NO_ANSWER = 19;
const NO_RESPONSE = 18;

/** An agent's telephone rings. The caller still hears music or his announcement; whoever is first decides. */
export function offered(call: CallIn<'offered'>, input: CallInput, around: Surroundings): Step {
  const { phase } = call;
  switch (input.kind) {
    case 'leg-answered':
      return input.channel === phase.leg ? answered(call, around) : nothing(call);
    case 'channel-ended':
      if (input.channel === call.id) return callerLeft(call, input.cause, around);
      return input.channel === phase.leg ? missed(call, whyOf(input.cause), false, around) : nothing(call);
    case 'outcome':
      return input.order === 'dial' && input.subject === phase.leg && input.outcome !== 'done'
        ? missed(
            call,
            input.outcome === 'refused' ? 'unreachable' : 'failed',
            input.outcome !== 'refused',
            around,
          )
        : played(call, input);
    case 'agent-line-lost':
      return input.agent === phase.agent ? missed(call, 'unreachable', true, around) : nothing(call);
    case 'timer':
      if (input.name === 'ring') return missed(call, 'no-answer', true, around);
      return input.name === 'announce' ? music(call) : nothing(call);
    case 'played':
      return input.playback === phase.playback ? music(call) : nothing(call);
    case 'ask-hang-up':
      return input.agent === phase.agent ? missed(call, 'rejected', true, around) : nothing(call);
    case 'recover':
      return input.alive.has(phase.leg)
        ? step(
            call,
            { kind: 'agent-offered', agent: phase.agent },
            { kind: 'timer', name: 'ring', ms: 20_000 },
          )
        : missed(call, 'failed', false, around);
    default:
      return nothing(call);
  }
}

function answered(call: CallIn<'offered'>, around: Surroundings): Step {
  const { phase } = call;
  const quiet: Order[] = phase.playback ? [{ kind: 'stop-playing', playback: phase.playback }] : [];
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const record = around.queue(phase.queue)?.record ?? false;
  const timers: Order[] = [
    { kind: 'cancel-timer', name: 'ring' },
    { kind: 'cancel-timer', name: 'announce' },
  ];
  return first(
    [...answer, ...quiet, ...timers],
    toTalking(call, { agent: phase.agent, leg: phase.leg, queued: queuedOf(call), record }, around),
  );
}

/** The next agent gets the call; the caller keeps his place. `hangUp`: the leg may still ring. */
function missed(call: CallIn<'offered'>, why: Missed, hangUp: boolean, around: Surroundings): Step {
  const { phase } = call;
  const queued = queuedOf(call);
  const leg: Order[] = hangUp ? [{ kind: 'hang-up', channel: phase.leg, reason: 'normal' }] : [];
  const fault = why === 'no-answer' || why === 'rejected';
  const waiting = toWaiting(
    call,
    { ...queued, missedBy: [...new Set([...queued.missedBy, phase.agent])] },
    phase.music,
  );
  return first(
    [
      ...leg,
      { kind: 'cancel-timer', name: 'ring' },
      { kind: 'agent-missed', agent: phase.agent, fault },
      fact({ kind: 'offer-ended', at: around.now, agent: phase.agent, offer: phase.offer, why }),
    ],
    waiting,
  );
}

function callerLeft(call: CallIn<'offered'>, cause: number, around: Surroundings): Step {
  const { phase } = call;
  return first(
    [
      { kind: 'agent-missed', agent: phase.agent, fault: false },
      fact({
        kind: 'offer-ended',
        at: around.now,
        agent: phase.agent,
        offer: phase.offer,
        why: 'caller-left',
      }),
    ],
    toEnding(call, { by: 'caller', cause, open: [phase.leg], awaits: null }, around),
  );
}

function played(call: CallIn<'offered'>, input: Extract<CallInput, { kind: 'outcome' }>): Step {
  return input.order === 'play' && input.subject === call.phase.playback && input.outcome !== 'done'
    ? music(call)
    : nothing(call);
}

function music(call: CallIn<'offered'>): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const on: Order[] = call.phase.music ? [] : [{ kind: 'music', channel: call.id, on: true }];
  return step({ ...call, up: true, phase: { ...call.phase, playback: null, music: true } }, ...answer, ...on);
}

function queuedOf({ phase }: CallIn<'offered'>): Queued {
  const { queue, topic, priority, queuedAt, missedBy } = phase;
  return { queue, topic, priority, queuedAt, missedBy };
}

function whyOf(cause: number): Missed {
  if (cause === BUSY || cause === REJECTED) return 'rejected';
  return cause === NO_ANSWER || cause === NO_RESPONSE || cause === 0 ? 'no-answer' : 'unreachable';
}
