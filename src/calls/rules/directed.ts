import type { Call, CallIn, Hearing, NotReached, NotTaken, Only, Queued } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step, step } from '../step.ts';
import { toVoicemail } from './messages.ts';
import { type Hears, heardOn, toWaiting } from './moves.ts';

/**
 * A wait for one agent alone. It is at the head of the line, is offered to nobody else, and ends in a moment: the agent is
 * rung, or it goes on to the next.
 *
 *   given ──not taken──▶ returned, where who sent them can be rung (also while they wrap up their part of this very call)
 *   left to one who hangs up at that moment (crossing.ts) ──▶ the same
 *     │                     │ not taken
 *     └──else───────────────┴──▶ for everybody of the queue, at the head of the line
 *                           ▲
 *   lost ──not back in time─┘    they talked, and the agent's telephone was lost: as long as the queue's policy says
 *   direct ──not taken──▶ that agent's voicemail (direct.ts)
 *
 * Who takes a call back that they had given on owes one disposition, at its end: for the customer it is one talk.
 */

/** Who is free is rung at once; who cannot be rung within this time is not free any more, ms. */
export const RING_WITHIN_MS = 2_000;

/** No music: the caller hears their own network's ringing, or the ringing that we send. */
export const RINGING: Hears = { playback: null, music: false, announceMs: null };

/** What the caller hears goes on. */
export const hearsOn = (phase: Queued & Hearing, around: Surroundings): Hears =>
  phase.only?.why === 'direct' ? RINGING : heardOn(phase, phase.queue, around);

/** The caller waits for this agent alone. */
export function toDirected(
  call: Call,
  queued: Queued,
  only: Omit<Only, 'until'>,
  hears: Hears,
  { now }: Surroundings,
  ms = RING_WITHIN_MS,
): Step {
  const waits: Queued = { ...queued, first: true, only: { ...only, until: now + ms } };
  return first([inTime(ms)], toWaiting(call, waits, hears));
}

/** Once more for the same agent, in what is left of the time. */
export function stillDirected(
  call: Call,
  queued: Queued,
  only: Only,
  hears: Hears,
  around: Surroundings,
): Step {
  const ms = Math.max(only.until - around.now, RING_WITHIN_MS);
  return toDirected(call, queued, only, hears, around, ms);
}

/** After a restart: what is left of the time, and enough for telephones to be seen again. */
export function directedRecovers(call: CallIn<'waiting'>, { now }: Surroundings): Step {
  const { only } = call.phase;
  if (!only) return step(call);
  const ms = Math.max(only.until - now, RING_WITHIN_MS);
  return step({ ...call, phase: { ...call.phase, only: { ...only, until: now + ms } } }, inTime(ms));
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
  if (only.why === 'direct') return toVoicemail(call, only.agent, why, around);
  const { agent } = only;
  if (only.why === 'given') return returned(call, queued, { agent, why }, hears, around);
  const noted = fact({ kind: 'handed-back', at: around.now, agent, why, to: null });
  return first(
    [{ kind: 'cancel-timer', name: 'only' }, noted],
    toWaiting(call, { ...queued, first: true }, hears),
  );
}

/** Back to who sent them, or to the head of the line. */
function returned(
  call: Call,
  { transfer, ...queued }: Queued,
  { agent, why }: { readonly agent: string; readonly why: NotTaken },
  hears: Hears,
  around: Surroundings,
  more: readonly Order[] = [],
): Step {
  const to = transfer && around.couldTake(transfer.from) ? transfer.from : null;
  const told = transfer ? { transfer: { ...transfer, back: why } } : {};
  const next: Queued = { ...queued, ...told, first: true };
  const noted = fact({ kind: 'handed-back', at: around.now, agent, why, to });
  return to === null
    ? first([{ kind: 'cancel-timer', name: 'only' }, noted, ...more], toWaiting(call, next, hears))
    : first([noted, ...more], toDirected(call, next, { agent: to, why: 'returned' }, hears, around));
}

/** Who was in a talk already is not taken in it by whom they were left to: they come to the line first. */
export function handedBack(
  call: Call,
  queued: Queued,
  by: { readonly agent: string; readonly why: NotTaken },
  hears: Hears,
  around: Surroundings,
): Step {
  const { queue, topic, priority } = queued;
  const inLine = fact({ kind: 'queued', at: around.now, queue, topic, priority });
  return returned(call, queued, by, hears, around, [inLine]);
}

/**
 * Nobody was reached at the number outside that they were given to: the same way back, to the agent who sent them or to the head of
 * the line.
 */
export function cameBack(
  call: Call,
  queued: Queued,
  out: NotReached,
  hears: Hears,
  around: Surroundings,
): Step {
  const { transfer, queue, topic, priority } = queued;
  const from = transfer?.from;
  const to = from !== undefined && around.couldTake(from) ? from : null;
  const next: Queued = { ...queued, first: true, ...(transfer ? { transfer: { ...transfer, out } } : {}) };
  const noted = fact({ kind: 'not-handed-out', at: around.now, ...out, to });
  return first(
    [noted, fact({ kind: 'queued', at: around.now, queue, topic, priority })],
    to === null
      ? toWaiting(call, next, hears)
      : toDirected(call, next, { agent: to, why: 'returned' }, hears, around),
  );
}

const inTime = (ms: number): Order => ({ kind: 'timer', name: 'only', ms });
