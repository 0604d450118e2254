import type { Endpoint } from '../../agents/ports.ts';
import type { Call } from '../call.ts';
import { originatorIn } from '../call-parties.ts';
import type { Order } from '../orders.ts';

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
    originator: originatorIn(call),
    headers: { 'X-Cauce-Call': call.id, ...(answers === 'at-once' ? { 'X-Cauce-Answer': 'auto' } : {}) },
    ...(answers === 'after-tone' ? { byItself: true } : {}),
  },
});
