import { type CallIn, nextId } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import { type AgentLeg, agentLeg, comingLeg, isAlone, isAway, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { awaitAgent, awaitedMs } from './awaiting-agent.ts';
import { RECORDED_AS } from './end-reason.ts';
import { RING_SLACK_MS } from './moves.ts';
import { heardAt, rungOutside } from './outside-leg.ts';
import { legEnded, withoutAgent } from './parting.ts';
import { type Booked, inPlace, wasOf } from './rearranging.ts';
import { ringOurs } from './ringing-ours.ts';

/**
 * The agent's page was loaded anew in mid-call: its leg is dead but still there until Asterisk misses its audio. A new
 * leg is dialled to the page and takes the old one's place in the same bridge.
 *
 *   talking ──asked──▶ dialled ──answered──▶ talking, the old leg is hung up
 *                        │  ▲ asked again: the leg before it went to a page that is gone too
 *                        │  └────┐
 *                        ├──the old leg dies first──▶ lost: music until the new leg's outcome
 *                        └──not answered──▶ talking as before; when it is lost, to the head of the queue
 */

/** The page answers by itself, but a browser may first ask its person for the microphone, ms. */
export const REJOIN_RING_MS = 15_000;

/** A second wish this soon is the same one, told twice, ms. */
export const SAME_WISH_MS = 2_000;

/** Rings the page that is back. A page that asks again has not been rung: its first leg is given up. */
export function askRejoin(call: CallIn<'talking'>, endpoint: string, around: Surroundings): Step {
  const { phase } = call;
  const before = comingLeg(phase);
  if (before && around.now - (before.dialledAt ?? 0) < SAME_WISH_MS) return nothing(call);
  const named = nextId(call, 'leg');
  const coming: AgentLeg & { readonly endpoint: string } = {
    who: 'agent',
    channel: named.id,
    agent: phase.agent,
    endpoint,
    state: 'dialled',
    place: 'talk',
    dialledAt: around.now,
  };
  return step(
    { ...named.call, phase: withoutLeg(phase, before?.channel, coming) },
    ...(before ? [hangUp(before.channel)] : []),
    ringOurs(call, coming, { ringMs: REJOIN_RING_MS, answers: 'at-once' }),
    { kind: 'timer', name: 'ring', ms: REJOIN_RING_MS + RING_SLACK_MS },
  );
}

/** What happens to the two legs while the new one is on its way; null when it is nothing of theirs. */
export function rejoining(call: CallIn<'talking'>, input: CallInput, around: Surroundings): Step | null {
  const coming = comingLeg(call.phase);
  if (!coming) return null;
  switch (input.kind) {
    case 'leg-answered':
      return input.channel === coming.channel ? rejoined(call, around) : null;
    case 'channel-ended':
      if (input.channel === coming.channel) return givenUp(call, around);
      return input.channel === agentLeg(call.phase)?.channel ? leftAlone(call, around) : null;
    case 'outcome': {
      if (input.order !== 'dial' || input.subject !== coming.channel || input.outcome === 'done') return null;
      // Without an answer in time the telephone may ring all the same.
      const unsure = input.outcome === 'timed-out' ? [hangUp(coming.channel)] : [];
      return first(unsure, givenUp(call, around));
    }
    case 'timer':
      return input.name === 'ring' ? first([hangUp(coming.channel)], givenUp(call, around)) : null;
    case 'ask-hold':
    case 'ask-resume':
      // Who is alone hears music whatever is asked; the bridge waits for the agent.
      return isAlone(call.phase) ? nothing(call) : null;
    default:
      return null;
  }
}

function rejoined(call: CallIn<'talking'>, around: Surroundings): Step {
  const back = rejoins(call, around);
  return first(back.told, inPlace(back.call, wasOf(call), around, back.after));
}

/** The new leg is the agent's leg now. */
function rejoins(call: CallIn<'talking'>, around: Surroundings): Booked {
  const { phase } = call;
  const before = agentLeg(phase);
  const coming = comingLeg(phase);
  if (!coming) return { call, told: [] };
  const place = before?.place ?? coming.place;
  const { dialledAt: _, ...up } = { ...coming, state: 'up', place } as const;
  const moved = before?.endpoint !== undefined && before.endpoint !== coming.endpoint;
  const legs = heardAt(withoutLeg(withoutLeg(phase, before?.channel), coming.channel, up), coming.channel);
  return {
    call: { ...call, phase: legs },
    told: [
      { kind: 'cancel-timer', name: 'ring' },
      fact({ kind: 'agent-rejoined', at: around.now, agent: phase.agent, ...(moved ? { moved } : {}) }),
    ],
    after: [
      ...(before?.state === 'up' ? [hangUp(before.channel)] : []),
      ...(rungOutside(legs) ? [{ kind: 'ring', channel: coming.channel } as const] : []),
    ],
  };
}

/**
 * After a restart: a new leg that still rings is waited for, one that is not there was never dialled or has ended; of one that was
 * answered, or that is gone with the agent's page, as above. `isLost`: the agent is not there, nor waited for (awaiting-agent.ts).
 */
export function agentRecovers(
  before: CallIn<'talking'>,
  there: StillThere,
  around: Surroundings,
): Booked & { readonly isLost?: boolean } {
  const coming = comingLeg(before.phase);
  if (coming && there.answered.has(coming.channel)) return rejoins(before, around);
  const own = agentLeg(before.phase);
  const isHere = isAway(before.phase) || (own?.state === 'up' && there.alive.has(own.channel));
  if (coming && there.alive.has(coming.channel)) {
    const rings: Order = { kind: 'timer', name: 'ring', ms: REJOIN_RING_MS + RING_SLACK_MS };
    return { call: isHere ? before : withoutAgent(before), told: [rings] };
  }
  const call = { ...before, phase: withoutLeg(before.phase, coming?.channel) };
  if (isHere) return { call, told: [] };
  const ms = awaitedMs(before, there, around);
  return ms > 0 ? awaitAgent(call, ms, around) : { call: withoutAgent(call), told: [], isLost: true };
}

/** The old leg went before the new one came: a customer who is alone hears music meanwhile, as on hold. */
function leftAlone(call: CallIn<'talking'>, around: Surroundings): Step {
  const before = agentLeg(call.phase);
  if (before?.state !== 'up') return nothing(call);
  return inPlace(withoutAgent(call), wasOf(call, before.channel), around);
}

/** The new leg came to nothing. While the old one is there, its end decides; else nobody is left to wait for. */
function givenUp(before: CallIn<'talking'>, around: Surroundings): Step {
  const call = { ...before, phase: withoutLeg(before.phase, comingLeg(before.phase)?.channel) };
  if (isAlone(call.phase))
    return legEnded(call, { dropped: true, code: RECORDED_AS.lineDropped }, around, false);
  return step(call, { kind: 'cancel-timer', name: 'ring' });
}

function hangUp(channel: string): Order {
  return { kind: 'hang-up', channel };
}
