import type { Call, CallIn, NotTaken, Only, Queued } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step } from '../step.ts';
import { type Hears, toWaiting } from './moves.ts';

/**
 * A wait for one agent alone. It is at the head of the line, is offered to nobody else, and ends in a moment: the agent is
 * rung, or it goes on to the next.
 *
 *   given ──not taken──▶ returned, where who sent them can be rung (also while they wrap up their part of this very call)
 *     │                     │ not taken
 *     └──else───────────────┴──▶ for everybody of the queue, at the head of the line
 *
 * Whoever takes a call back that they had given on owes one disposition, at its end: for the customer it is one talk.
 */

/** Who is free is rung at once; whoever cannot be rung within this time is not free any more, ms. */
export const RING_WITHIN_MS = 2_000;

/** The caller waits for this agent alone. */
export function toDirected(
  call: Call,
  queued: Queued,
  only: Omit<Only, 'until'>,
  hears: Hears,
  { now }: Surroundings,
): Step {
  const until = now + RING_WITHIN_MS;
  const waits: Queued = { ...queued, first: true, only: { ...only, until } };
  return first([inTime(RING_WITHIN_MS)], toWaiting(call, waits, hears));
}

/** After a restart: what is left of the time, and enough for telephones to be seen again. */
export function directedRecovers({ phase }: CallIn<'waiting'>, { now }: Surroundings): Order[] {
  return phase.only ? [inTime(Math.max(phase.only.until - now, RING_WITHIN_MS))] : [];
}

/** The agent whom it was for alone did not take it. */
export function notTaken(
  call: Call,
  { only, ...queued }: Queued,
  why: NotTaken,
  hears: Hears,
  around: Surroundings,
): Step {
  if (!only) return toWaiting(call, queued, hears);
  const { transfer } = queued;
  const from = only.why === 'given' ? transfer?.from : undefined;
  const to = from !== undefined && around.couldTake(from) ? from : null;
  const told = transfer && only.why === 'given' ? { transfer: { ...transfer, back: why } } : {};
  const next: Queued = { ...queued, ...told, first: true };
  const noted = fact({ kind: 'handed-back', at: around.now, agent: only.agent, why, to });
  if (to !== null) {
    const back = toDirected(call, next, { agent: to, why: 'returned' }, hears, around);
    return first([noted], back);
  }
  return first([{ kind: 'cancel-timer', name: 'only' }, noted], toWaiting(call, next, hears));
}

const inTime = (ms: number): Order => ({ kind: 'timer', name: 'only', ms });
