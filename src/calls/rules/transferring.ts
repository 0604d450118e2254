import { REFUSED_AGAIN_MS } from '../../queues/events.ts';
import type { Call, CallIn, Queued, WrapUp } from '../call.ts';
import { isInternal } from '../call-parties.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { agentChannels } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step } from '../step.ts';
import { aloneWithMusic, arrange, wantedOf } from './arrangement.ts';
import { isPartOver } from './customer-leaves.ts';
import { toDirected } from './directed.ts';
import { music, toWaiting, UNQUEUED_PRIORITY, withWrapUp } from './moves.ts';
import { endRecording } from './recording.ts';
import { partTimes } from './talk-time.ts';

/**
 * The agent gives the customer to a queue, or to one agent (directed.ts). The customer hears music and stands where their wait, without the talk, has earned it;
 * the agent is out of the call, and wraps their own part up while it goes on (wrapping-up.ts). Records have it among the
 * parts of the call (`PastPart`): what a call's own fields tell is of the last agent.
 */
export function transfer(
  before: CallIn<'talking'>,
  { queue, only, note }: Extract<CallInput, { kind: 'ask-transfer' }>,
  around: Surroundings,
): Step {
  const to = { queue, note, ...(only === undefined ? {} : { colleague: only }) };
  const queued = sentOn(before, to, around);
  const left = partEnds(before, to, around);
  const { topic, priority } = queued;
  const orders: Order[] = [
    ...left.orders,
    ...arrange(aloneWithMusic(before.id), wantedOf(before)),
    ...left.hangUps,
    ...left.told,
    fact({ kind: 'queued', at: around.now, queue, topic, priority }),
  ];
  const hears = music(queue, around);
  return first(
    orders,
    only === undefined
      ? toWaiting(left.call, queued, hears)
      : toDirected(left.call, queued, { agent: only, why: 'given' }, hears, around),
  );
}

/** The place that the customer's wait so far has earned them in a queue that the agent sends them to. */
export function sentOn(
  { phase }: CallIn<'talking'>,
  { queue, colleague, note }: { readonly queue: string; readonly colleague?: string; readonly note: string },
  { now }: Surroundings,
): Queued {
  const { agent, queued, pause } = phase;
  return {
    queue,
    topic: queued?.topic ?? '',
    priority: queued?.priority ?? UNQUEUED_PRIORITY,
    queuedAt: now - waitBefore({ phase }),
    // Who gives a call on is not rung for it at once.
    missedBy: [agent],
    notBefore: { [agent]: now + REFUSED_AGAIN_MS },
    ...(queued?.unheard ? { unheard: queued.unheard } : {}),
    ...(pause ? { pause } : {}),
    transfer: { from: agent, note, at: now, ...(colleague === undefined ? {} : { to: colleague }) },
  };
}

/** How long the customer had waited when the talk began, ms. */
export function waitBefore({ phase: { queued, answeredAt } }: Pick<CallIn<'talking'>, 'phase'>): number {
  return queued ? Math.max(0, answeredAt - queued.queuedAt) : 0;
}

/** The same after a talk, where the call goes on: what was talked is no part of the wait, in the queue or since a transfer to it. */
export function waitSoFar(
  { queued, answeredAt }: Pick<CallIn<'talking'>['phase'], 'queued' | 'answeredAt'>,
  { now }: Surroundings,
): Queued | null {
  if (!queued) return null;
  const { queuedAt, transfer } = queued;
  const talked = now - answeredAt;
  return {
    ...queued,
    queuedAt: queuedAt + talked,
    ...(transfer ? { transfer: { ...transfer, at: transfer.at + talked } } : {}),
  };
}

/** Whether the agent is to say what their part was about when it ends. */
export function owesForPart(call: CallIn<'talking'>, around: Surroundings): boolean {
  const queue = call.phase.queued?.queue ?? null;
  if (isInternal(call) || isPartOver(call)) return false;
  return queue === null || (around.queue(queue)?.wrapUp ?? true);
}

/** The agent's part is over while the call goes on; the orders in the places that they have among others. */
export function partEnds(
  before: CallIn<'talking'>,
  to: Pick<WrapUp, 'colleague' | 'flow' | 'dialled' | 'asQueue' | 'taken'> & {
    readonly queue?: string;
    readonly note: string;
  },
  around: Surroundings,
): { readonly call: Call; readonly orders: Order[]; readonly hangUps: Order[]; readonly told: Order[] } {
  const { agent, queued } = before.phase;
  const queue = queued?.queue ?? null;
  const wrapUp = owesForPart(before, around);
  const ended = endRecording(before);
  const given = {
    ...(to.colleague === undefined ? {} : { colleague: to.colleague }),
    ...(to.flow ? { flow: to.flow } : {}),
    ...(to.dialled === undefined ? {} : { dialled: to.dialled }),
    ...(to.asQueue ? { asQueue: to.asQueue } : {}),
    ...(to.taken ? { taken: to.taken } : {}),
  };
  const owed = { agent, queue, spoke: true, ...(to.queue === undefined ? {} : { to: to.queue }), ...given };
  return {
    call: wrapUp ? { ...ended.call, wrapUps: withWrapUp(before, owed) } : ended.call,
    orders: [...ended.orders, { kind: 'cancel-timer', name: 'left' }, { kind: 'cancel-timer', name: 'ring' }],
    hangUps: agentChannels(before.phase).map(channel => ({ kind: 'hang-up', channel })),
    told: [
      { kind: 'agent-finished', agent, wrapUp },
      fact({
        kind: 'transferred',
        at: around.now,
        agent,
        queue: to.queue ?? '',
        ...given,
        note: to.note,
        wrapUp,
        ...partTimes(before.phase, around),
      }),
    ],
  };
}
