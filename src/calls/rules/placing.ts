import { type CallIn, queuedOf } from '../call.ts';
import type { CallInput, Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, nothing, type Step, step } from '../step.ts';
import { toDirected } from './directed.ts';
import { heardOn } from './moves.ts';

/** A supervisor gives a caller who waits to an agent: not taken, they are at the head of the line. */
export function toAgent(
  call: CallIn<'waiting'>,
  { by, agent }: Extract<CallInput, { kind: 'ask-give' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  if (phase.only) return nothing(call);
  const given = fact({ kind: 'given', at: around.now, by: by.id, agent });
  const hears = heardOn(phase, phase.queue, around);
  return first([given], toDirected(call, queuedOf(phase), { agent, why: 'ordered', by }, hears, around));
}

/** A supervisor puts a caller who waits before everybody else of the queue; what they hear goes on. */
export function toFront(
  call: CallIn<'waiting'>,
  { by }: Extract<CallInput, { kind: 'ask-first' }>,
  { now }: Surroundings,
): Step {
  if (call.phase.first || call.phase.only) return nothing(call);
  return step(
    { ...call, phase: { ...call.phase, first: true } },
    { kind: 'enqueue' },
    fact({ kind: 'put-first', at: now, by: by.id }),
  );
}

/**
 * A supervisor has a caller who waits wait in another queue: with the wait that they have behind them, and hearing what they
 * heard. Who missed them in the queue before may be asked again in this one.
 */
export function toQueue(
  call: CallIn<'waiting'>,
  { by, queue }: Extract<CallInput, { kind: 'ask-queue' }>,
  around: Surroundings,
): Step {
  const { phase } = call;
  const { queue: from, topic, priority } = phase;
  if (from === queue || phase.only) return nothing(call);
  const at = around.now;
  const { notBefore: _, ...queued } = queuedOf(phase);
  const { playback, music, words } = phase;
  const announceMs = around.queue(queue)?.announceEveryMs ?? 0;
  const announce: Order[] =
    announceMs > 0 && playback === null && !words
      ? [{ kind: 'timer', name: 'announce', ms: announceMs }]
      : [];
  return step(
    {
      ...call,
      phase: {
        kind: 'waiting',
        ...queued,
        queue,
        missedBy: [],
        playback,
        music,
        ...(words ? { words } : {}),
      },
    },
    { kind: 'enqueue' },
    ...announce,
    fact({ kind: 'moved-queue', at, by: by.id, from, queue }),
    fact({ kind: 'queued', at, queue, topic, priority }),
  );
}
