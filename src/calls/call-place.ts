import type { WantedPlace } from '../queues/place.ts';
import { type Call, type CallIn, isAskedFor, queuedOf, ringsInWrapUp } from './call.ts';

export const isWaiting = (call: Call): call is CallIn<'waiting'> => call.phase.kind === 'waiting';

/** A call has one place at most, from one queue to the next. */
export const placeId = (call: string): string => `place-${call}`;

export function placeFor(call: CallIn<'waiting'>): WantedPlace {
  const { queue, priority, first, queuedAt, missedBy, notBefore, only } = queuedOf(call.phase);
  return {
    id: placeId(call.id),
    for: { kind: 'call', call: call.id },
    // Who called one agent alone stands in no queue before others.
    queue: only?.why === 'direct' ? '' : queue,
    priority,
    since: queuedAt,
    missedBy,
    held: call.farHold ?? false,
    ...(first && { first }),
    ...(notBefore && { notBefore }),
    ...(only && { only: only.agent }),
    ...(ringsInWrapUp(only) && { ringsInWrapUp: true }),
    ...(isAskedFor(only) && { askedFor: true }),
    ...(only?.why === 'lost' && { lost: true }),
  };
}
