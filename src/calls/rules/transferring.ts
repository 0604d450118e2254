import { REFUSED_AGAIN_MS } from '../../queues/events.ts';
import type { CallIn, Queued } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import { agentChannels } from '../legs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step } from '../step.ts';
import { aloneWithMusic, arrange, wantedOf } from './arrangement.ts';
import { music, toWaiting, withWrapUp } from './moves.ts';
import { endRecording } from './recording.ts';

/** Of a customer whom we called and who has been in no queue so far: that of most callers. */
const PRIORITY = 3;

/**
 * The agent gives the customer to a queue. The customer hears music and stands where their wait, without the talk, has earned it;
 * the agent is out of the call, and wraps their own part up while it goes on (wrapping-up.ts). Records have it among the
 * parts of the call (`PastPart`): what a call's own fields tell is of the last agent.
 */
export function transfer(
  before: CallIn<'talking'>,
  { agent, queue, note }: Extract<CallInput, { kind: 'ask-transfer' }>,
  around: Surroundings,
): Step {
  const { phase } = before;
  const at = around.now;
  const own = phase.queued?.queue ?? null;
  const wrapUp = own === null || (around.queue(own)?.wrapUp ?? true);
  const waitedMs = phase.queued ? Math.max(0, phase.answeredAt - phase.queued.queuedAt) : 0;
  const queued: Queued = {
    queue,
    topic: phase.queued?.topic ?? '',
    priority: phase.queued?.priority ?? PRIORITY,
    queuedAt: at - waitedMs,
    // Whoever gives a call on is not rung for it at once.
    missedBy: [agent],
    notBefore: { [agent]: at + REFUSED_AGAIN_MS },
    ...(phase.queued?.unheard ? { unheard: phase.queued.unheard } : {}),
    transfer: { from: agent, note, at },
  };
  const ended = endRecording(before);
  const call = wrapUp
    ? { ...ended.call, wrapUps: withWrapUp(before, { agent, queue: own, spoke: true, to: queue }) }
    : ended.call;
  const { topic, priority } = queued;
  const orders: Order[] = [
    ...ended.orders,
    { kind: 'cancel-timer', name: 'left' },
    { kind: 'cancel-timer', name: 'ring' },
    ...arrange(aloneWithMusic(before.id), wantedOf(before)),
    ...agentChannels(phase).map((channel): Order => ({ kind: 'hang-up', channel })),
    { kind: 'agent-finished', agent, wrapUp },
    fact({ kind: 'transferred', at, agent, queue, note, wrapUp, talkedMs: at - phase.answeredAt }),
    fact({ kind: 'queued', at, queue, topic, priority }),
  ];
  return first(orders, toWaiting(call, queued, music(queue, around)));
}
