import { AWAIT_AGENT_MS } from '../../queues/events.ts';
import { type Call, type CallIn, type Dialling, nextId } from '../call.ts';
import type { CallInput, StillThere, Surroundings } from '../inputs.ts';
import { type AgentLeg, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { NOWHERE } from './arrangement.ts';
import { isPage } from './awaiting-agent.ts';
import { firstQueue, RING_SLACK_MS } from './moves.ts';
import { tell, toSameAgent } from './parting.ts';
import { REJOIN_RING_MS, SAME_WISH_MS } from './rejoining.ts';
import { ringOurs } from './ringing-ours.ts';

/**
 * The agent's leg dies while the customer is rung, or hears the notice: their page was loaded anew, or their telephone was lost. The
 * customer is rung on, and is told nothing of it before they answer.
 *
 *   customer, notice ──page asks──▶ another leg is dialled ──answered──▶ the agent's leg, which hears ringing
 *      └──leg dies──▶ lost ──page asks──▶ the same
 *                       └──the customer has answered, and heard the notice──▶ waiting, as when a talk is lost (parting.ts)
 *
 * A leg that came from the agent's other call, where somebody hears music, is waited for in neither, unless another one is on its way:
 * while the customer is rung, the call is over with it (second-line.ts); who has answered waits for another agent at once.
 */

const NO_LONGER: Order = { kind: 'cancel-timer', name: 'rejoin' };

/** What happens to the agent's legs once the customer is rung; null when it is nothing of them. */
export function diallingAnew(call: CallIn<'dialling'>, input: CallInput, around: Surroundings): Step | null {
  const { phase } = call;
  const { stage, coming } = phase;
  if (stage === 'agent') return null;
  switch (input.kind) {
    case 'ask-rejoin':
      return input.agent === phase.agent ? ringPage(call, input.endpoint, around) : nothing(call);
    case 'leg-answered':
      return input.channel === coming?.channel ? isBack(call, around) : null;
    case 'channel-ended':
      if (input.channel === coming?.channel) return givenUp(call, around);
      return input.channel === phase.leg && input.end.dropped ? legLost(call, around) : null;
    case 'outcome': {
      if (input.order !== 'dial' || input.subject !== coming?.channel || input.outcome === 'done')
        return null;
      // Without an answer in time the telephone may ring all the same.
      const unsure: Order[] = input.outcome === 'timed-out' ? [hangUp(coming.channel)] : [];
      return first(unsure, givenUp(call, around));
    }
    case 'timer':
      return input.name === 'rejoin' && coming
        ? first([hangUp(coming.channel)], givenUp(call, around))
        : null;
    default:
      return null;
  }
}

/** A page that asks again has not been rung: the leg before is given up. */
function ringPage(before: CallIn<'dialling'>, endpoint: string, around: Surroundings): Step {
  const { coming: old } = before.phase;
  if (old && around.now - old.since < SAME_WISH_MS) return nothing(before);
  const { call, id: channel } = nextId(before, 'leg');
  const coming = { channel, endpoint, since: around.now };
  return step(
    { ...call, phase: { ...before.phase, coming } },
    ...(old ? [hangUp(old.channel)] : []),
    ringOurs(before, coming, { ringMs: REJOIN_RING_MS, answers: 'at-once' }),
    { kind: 'timer', name: 'rejoin', ms: REJOIN_RING_MS + RING_SLACK_MS },
  );
}

/** It is the agent's leg now, and hears ringing until the two talk: what the network says it does not. */
function isBack(call: CallIn<'dialling'>, around: Surroundings): Step {
  const { coming, lost, ...phase } = call.phase;
  if (!coming) return nothing(call);
  const { channel, endpoint } = coming;
  const moved = endpoint !== phase.agentEndpoint;
  return step(
    { ...call, phase: { ...phase, leg: channel, agentEndpoint: endpoint } },
    NO_LONGER,
    ...(lost ? [] : [hangUp(phase.leg)]),
    { kind: 'ring', channel },
    fact({ kind: 'agent-rejoined', at: around.now, agent: phase.agent, ...(moved ? { moved } : {}) }),
  );
}

/** Null: the call is over with it, or the customer is where they wait for another one. */
function legLost(call: CallIn<'dialling'>, around: Surroundings): Step | null {
  if (call.phase.second && !call.phase.coming)
    return call.phase.stage === 'notice' ? answeredAlone(gone(call), around) : null;
  return nothing(gone(call));
}

const gone = (call: CallIn<'dialling'>): CallIn<'dialling'> => ({
  ...call,
  phase: { ...call.phase, lost: true },
});

/** The leg to the page came to nothing. */
function givenUp(before: CallIn<'dialling'>, around: Surroundings): Step {
  const { coming: _, ...phase } = before.phase;
  const call = { ...before, phase };
  const alone = phase.second && phase.lost && phase.stage === 'notice' ? answeredAlone(call, around) : null;
  return first([NO_LONGER], alone ?? nothing(call));
}

/**
 * The customer has answered, and the agent is away: they are told so, and wait for that one first, then for another. Null: the
 * centre has no queue. `why`: what took the agent away, where it is known; then they are not waited for.
 */
export function answeredAlone(
  before: CallIn<'dialling'>,
  around: Surroundings,
  why?: 'ended-by-admin',
): Step | null {
  const { agent, lost, leg, coming, playback } = before.phase;
  const quiet: Order[] = playback === null ? [] : [{ kind: 'stop-playing', playback }];
  const queued = firstQueue(around.queueFor(before.outgoing?.area ?? null, agent), around);
  if (!queued) return null;
  const told = tell({ ...before, up: true }, NOWHERE);
  const { queue, topic, priority } = queued;
  const at = around.now;
  const orders: Order[] = [
    { kind: 'cancel-timer', name: 'ring' },
    NO_LONGER,
    ...quiet,
    ...(lost ? [] : [hangUp(leg)]),
    ...(coming ? [hangUp(coming.channel)] : []),
    fact({ kind: 'agent-leg-lost', at, agent, ...(why ? { why } : {}), talkedMs: 0, heldMs: 0 }),
    { kind: 'agent-missed', agent, why: null },
    ...told.orders,
    fact({ kind: 'queued', at, queue, topic, priority }),
  ];
  const ms = why ? 0 : (around.queue(queue)?.awaitAgentMs ?? AWAIT_AGENT_MS);
  return first(orders, toSameAgent(told, queued, { agent, ms }, around));
}

/** The two talk on the leg that is there, and the other one takes its place when it is answered (rejoining.ts). */
export function stillComing(talk: Step, { coming, agent }: Dialling): Step {
  const { call, orders } = talk;
  if (!coming || call.phase.kind !== 'talking') return talk;
  const { channel, endpoint, since: dialledAt } = coming;
  const leg: AgentLeg = {
    who: 'agent',
    channel,
    agent,
    endpoint,
    state: 'dialled',
    place: 'talk',
    dialledAt,
  };
  return step({ ...call, phase: withoutLeg(call.phase, undefined, leg) }, ...orders, NO_LONGER, {
    kind: 'timer',
    name: 'ring',
    ms: REJOIN_RING_MS + RING_SLACK_MS,
  });
}

/** After a restart, where the customer was rung or had answered: which of the agent's legs are there. */
export function diallingRecovers(
  before: CallIn<'dialling'>,
  there: StillThere,
  around: Surroundings,
): { readonly call: CallIn<'dialling'>; readonly told: readonly Order[] } {
  const { coming, ...rest } = before.phase;
  if (coming && there.answered.has(coming.channel)) {
    const isThere = there.alive.has(before.phase.leg);
    const back = isBack(isThere ? before : gone(before), around);
    return { call: back.call as CallIn<'dialling'>, told: back.orders };
  }
  const comes = coming !== undefined && there.alive.has(coming.channel);
  const phase: Dialling = comes ? before.phase : rest;
  const call = { ...before, phase };
  const told: Order[] = comes ? [{ kind: 'timer', name: 'rejoin', ms: REJOIN_RING_MS + RING_SLACK_MS }] : [];
  // Nobody saw why it is gone: who has answered is not left alone, and a page may ask for it.
  const mayBeLost =
    comes || there.answered.has(before.id) || (!rest.second && isPage(rest.agentEndpoint, around));
  const isGone = rest.lost !== true && !there.alive.has(rest.leg) && there.alive.has(before.id);
  return { call: isGone && mayBeLost ? gone(call) : call, told };
}

/** Somebody is rung, and who called them is gone to both of their calls: no other leg of theirs is on its way. */
export const isForNobody = ({ phase }: Call): boolean =>
  phase.kind === 'dialling' &&
  phase.stage === 'customer' &&
  phase.second === true &&
  phase.lost === true &&
  !phase.coming;

const hangUp = (channel: string): Order => ({ kind: 'hang-up', channel });
