import { type CallIn, nextId } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { type SupervisorLeg, withoutLeg } from '../legs.ts';
import type { Order } from '../orders.ts';
import { RING_SLACK_MS } from './moves.ts';
import type { Booked } from './rearranging.ts';
import { ringOurs } from './ringing-ours.ts';

/** A desk telephone has to be picked up; a page answers by itself, ms. */
export const SUPERVISOR_RING_MS = 20_000;

export const RING_TIMER: Order = {
  kind: 'timer',
  name: 'supervisor',
  ms: SUPERVISOR_RING_MS + RING_SLACK_MS,
};

export const dialSupervisor = (call: CallIn<'talking'>, leg: SupervisorLeg): Order =>
  ringOurs(call, leg, { ringMs: SUPERVISOR_RING_MS, role: 'supervisor', answers: 'at-once' });

/** In the same place by another leg: whatever the one before was, it is the way to nobody any more. */
export function rungAnew(
  call: CallIn<'talking'>,
  { ear: _, ...leg }: SupervisorLeg,
  endpoint: string,
  around: Surroundings,
): Booked {
  const named = nextId(call, 'leg');
  const isIn = leg.state === 'up' || leg.again === true;
  const coming: SupervisorLeg = {
    ...leg,
    channel: named.id,
    endpoint,
    state: 'dialled',
    since: around.now,
    ...(isIn ? { again: true } : {}),
  };
  return {
    call: { ...named.call, phase: withoutLeg(call.phase, leg.channel, coming) },
    told: [dialSupervisor(call, coming), RING_TIMER],
  };
}
