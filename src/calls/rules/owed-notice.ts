import type { Notice } from '../../ivr/conversation.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import type { Call } from '../call.ts';
import { agentLeg, customerLeg, isOnHold } from '../legs.ts';
import type { Order } from '../orders.ts';

export const CONSENT: Notice = [{ kind: 'file', name: PROMPTS.consent }];

/** No notice takes this long: one whose end is not heard of was not said, ms. */
export const LONGEST_MS = 15_000;

/** It breaks off a moment before a hang-up is heard of, ms. */
export const BROKEN_OFF_MS = 1_000;

export const inTime = (ms: number): Order => ({ kind: 'timer', name: 'notice', ms });
export const NO_LONGER: Order = { kind: 'cancel-timer', name: 'notice' };

/**
 * The agent's leg, where the notice of the recording is to be said in the talk now (notice-in-talk.ts); null: nobody wishes a
 * recording, the customer knows of it, or one of the two is away.
 */
export function toBeTold({ phase, noticeOwed, farHold }: Call): string | null {
  if (phase.kind !== 'talking' || !noticeOwed || !phase.recorded || farHold || !customerLeg(phase))
    return null;
  const own = agentLeg(phase);
  return own?.state === 'up' && own.place === 'talk' && !isOnHold(phase) ? own.channel : null;
}
