import type { Endpoint } from '../../agents/ports.ts';
import { answersByItself } from '../../queues/auto-answer.ts';
import type { Call } from '../call.ts';
import { originatorIn } from '../call-parties.ts';
import type { StillThere, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { type Step, step } from '../step.ts';

export interface Rings {
  readonly ringMs: number;
  /** Whom it is dialled as. */
  readonly role?: 'agent' | 'supervisor';
  /**
   * `at-once`: a page answers by itself, for its person is in the call or has asked to be. `after-tone`: so does any telephone, for
   * its person has set so; a tone comes before. Else somebody has to answer it.
   */
  readonly answers?: 'at-once' | 'after-tone' | undefined;
}

/**
 * How the telephone of an agent answers an offer of this queue, or a consultation of it: as the queue says. Null: it is for them
 * themselves, who were called alone or whom a colleague asks: then their own setting alone decides.
 */
export const answersOf = (agent: string, queue: string | null, around: Surroundings): Rings['answers'] => {
  const rule = queue === null ? undefined : around.queue(queue)?.autoAnswer;
  return answersByItself(rule, around.autoAnswers(agent)) ? 'after-tone' : undefined;
};

/** Rings a telephone of ours for this call. */
export const ringOurs = (
  call: Call,
  { channel, endpoint }: { readonly channel: string; readonly endpoint: Endpoint },
  { ringMs, role = 'agent', answers }: Rings,
): Order => ({
  kind: 'dial',
  order: {
    channel,
    endpoint,
    callerNumber: call.callerNumber,
    callerName: call.callerName,
    args: [role, call.id],
    ringMs,
    ...originatorIn(call),
    headers: { 'X-Cauce-Call': call.id, ...(answers === 'at-once' ? { 'X-Cauce-Answer': 'auto' } : {}) },
    ...(answers === 'after-tone' ? { byItself: true } : {}),
  },
});

/** After a restart telephones are dialled by the codecs of somebody who is there; who that is, is known when all is booked. */
export function byWhoIsThere({ call, orders }: Step, { alive }: Pick<StillThere, 'alive'>): Step {
  const present = originatorIn(call);
  const isThere = ({ originator }: { readonly originator?: string }): boolean =>
    originator === undefined || alive.has(originator);
  return step(
    call,
    ...orders.map((order): Order => {
      if (order.kind !== 'dial' || isThere(order.order)) return order;
      const { originator: _, ...rest } = order.order;
      return { ...order, order: isThere(present) ? { ...rest, ...present } : rest };
    }),
  );
}
