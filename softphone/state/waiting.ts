import type { CallPicture } from '../../src/supervision/events.ts';

/** Those who wait in these queues, next first. Places come from the server; its order is the order of service. */
export function waitingCalls(
  calls: readonly CallPicture[],
  queues: readonly string[],
): readonly CallPicture[] {
  return calls
    .filter(call => call.phase === 'waiting' && call.queue !== null && queues.includes(call.queue))
    .sort((a, b) => since(a) - since(b));
}

const since = (call: CallPicture) => call.queuedAt ?? call.arrivedAt;
