import { type CallIn, nextId, type Rejoin } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { type Arrangement, arrange, wantedOf, without } from './arrangement.ts';
import { RECORDED_AS } from './end-reason.ts';
import { RING_SLACK_MS } from './moves.ts';
import { legEnded } from './parting.ts';
import { endRecording, isRecorded, startRecording } from './recording.ts';

/**
 * The agent's page was loaded anew in mid-call: its leg is dead but still there until Asterisk misses its audio. A new
 * leg is dialled to the page and takes the old one's place in the same bridge.
 *
 *   talking ──asked──▶ dialled ──answered──▶ talking, the old leg is hung up
 *                        │  ▲ asked again: the leg before it went to a page that is gone too
 *                        │  └────┐
 *                        ├──the old leg dies first──▶ alone: music until the new leg's outcome
 *                        └──not answered──▶ talking as before; when alone, to the head of the queue
 */

/** The page answers by itself, but a browser may first ask its person for the microphone, ms. */
export const REJOIN_RING_MS = 15_000;

/** A second wish this soon is the same one, told twice, ms. */
export const SAME_WISH_MS = 2_000;

/** Rings the page that is back. A page that asks again has not been rung: its first leg is given up. */
export function askRejoin(call: CallIn<'talking'>, endpoint: string, around: Surroundings): Step {
  const { phase } = call;
  const { rejoin: before } = phase;
  if (before && around.now - before.askedAt < SAME_WISH_MS) return nothing(call);
  const named = nextId(call, 'leg');
  const rejoin: Rejoin = {
    leg: named.id,
    endpoint,
    askedAt: around.now,
    alone: before?.alone ?? false,
  };
  return step(
    { ...named.call, phase: { ...phase, rejoin } },
    ...(before ? [hangUp(before.leg)] : []),
    {
      kind: 'dial',
      order: {
        channel: named.id,
        endpoint,
        callerNumber: call.callerNumber,
        callerName: call.callerName,
        args: ['agent', call.id],
        ringMs: REJOIN_RING_MS,
        originator: call.id,
        headers: { 'X-Cauce-Call': call.id, 'X-Cauce-Answer': 'auto' },
      },
    },
    { kind: 'timer', name: 'ring', ms: REJOIN_RING_MS + RING_SLACK_MS },
  );
}

/** What happens to the two legs while the new one is on its way; null when it is nothing of theirs. */
export function rejoining(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const { leg, rejoin } = call.phase;
  if (!rejoin) return null;
  switch (input.kind) {
    case 'leg-answered':
      return input.channel === rejoin.leg ? rejoined(call, wantedOf(call), around) : null;
    case 'channel-ended':
      if (input.channel === rejoin.leg) return givenUp(call, around);
      return input.channel === leg ? leftAlone(call) : null;
    case 'outcome': {
      if (input.order !== 'dial' || input.subject !== rejoin.leg || input.outcome === 'done') return null;
      // Without an answer in time the telephone may ring all the same.
      const unsure = input.outcome === 'timed-out' ? [hangUp(rejoin.leg)] : [];
      return first(unsure, givenUp(call, around));
    }
    case 'timer':
      return input.name === 'ring' ? first([hangUp(rejoin.leg)], givenUp(call, around)) : null;
    case 'ask-hold':
    case 'ask-resume':
      // Who is alone hears music whatever is asked; the bridge waits for the agent.
      return rejoin.alone ? nothing(call) : null;
    default:
      return null;
  }
}

/** The new leg is the agent's leg now. `actual`: who hears whom meanwhile. */
export function rejoined(call: CallIn<'talking'>, actual: Arrangement, around: Surroundings): Step {
  const { phase } = call;
  const { rejoin, onHold, agent } = phase;
  if (!rejoin) return nothing(call);
  const { leg, endpoint } = rejoin;
  const moved = phase.endpoint !== undefined && phase.endpoint !== endpoint;
  const ended = endRecording(call);
  const records = !onHold && !call.farHold && isRecorded(call);
  const started = records ? startRecording(ended.call, { leg, agent }, around) : step(ended.call);
  const next = { ...started.call, phase: { ...phase, leg, endpoint, rejoin: undefined } };
  return step(
    next,
    { kind: 'cancel-timer', name: 'ring' },
    ...ended.orders,
    ...arrange(wantedOf(next), actual),
    ...(rejoin.alone ? [] : [hangUp(phase.leg)]),
    ...started.orders,
    fact({ kind: 'agent-rejoined', at: around.now, agent, ...(moved ? { moved } : {}) }),
  );
}

/**
 * After a restart: a new leg that still rings is waited for, one that is not there was never dialled or has ended. The
 * call that comes back is one whose old leg, unless `alone`, still has to be looked for.
 */
export function rejoinRecovers(call: CallIn<'talking'>, there: StillThere): Step {
  const { phase } = call;
  const { rejoin, leg } = phase;
  if (!rejoin) return step(call);
  if (!there.alive.has(rejoin.leg)) return step({ ...call, phase: { ...phase, rejoin: undefined } });
  const rings: Order = { kind: 'timer', name: 'ring', ms: REJOIN_RING_MS + RING_SLACK_MS };
  const alone = rejoin.alone || there.alive.has(leg) ? step(call) : leftAlone(call);
  return first([rings], alone);
}

/** The old leg went before the new one came: the customer hears music meanwhile, as on hold. */
function leftAlone(call: CallIn<'talking'>): Step {
  const { phase } = call;
  const { rejoin } = phase;
  if (!rejoin || rejoin.alone) return nothing(call);
  const ended = endRecording(call);
  const next = { ...ended.call, phase: { ...phase, rejoin: { ...rejoin, alone: true } } };
  return step(next, ...ended.orders, ...arrange(wantedOf(next), without(wantedOf(call), phase.leg)));
}

/** The new leg came to nothing. While the old one is there, its end decides; else nobody is left to wait for. */
function givenUp(call: CallIn<'talking'>, around: Surroundings): Step {
  const { phase } = call;
  const without: CallIn<'talking'> = { ...call, phase: { ...phase, rejoin: undefined } };
  if (phase.rejoin?.alone) return legEnded(without, { dropped: true, code: RECORDED_AS.lineDropped }, around);
  return step(without, { kind: 'cancel-timer', name: 'ring' });
}

function hangUp(channel: string): Order {
  return { kind: 'hang-up', channel };
}
