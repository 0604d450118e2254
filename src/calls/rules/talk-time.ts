import type { Call, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { isAway, isConference, isOnHold } from '../legs.ts';
import type { Step } from '../step.ts';

/**
 * The two spans of an agent's part in a call, ms. They share no moment, and together they are its length:
 *
 *   answer ── talkedMs ──┬── on hold ──┬── talkedMs ──┬── on hold ──┬── end of the part
 *                        └─ heldMs ────┘              └─ heldMs ────┘
 *
 * On hold is whoever the agent talks with while they hear music by the agent's wish: by the hold key, while the agent consults
 * somebody, and while they are in their second call. A conference that goes on without the agent is not on hold, nor is a
 * customer whose agent's page is loaded anew. With the wrap-up (`disposedAt - endedAt`) they are the handling time of a call as
 * contact centres count it: AHT = (talk + hold + wrap-up) ÷ calls, where talk has no hold in it. Asterisk's `queue_log` has no
 * such hold: its `holdtime` is the wait in the line, and its `calltime` holds both spans.
 */
export interface HeldTime {
  /** What is over of it, ms. */
  readonly ms: number;
  /** Since when they are on hold now, epoch ms. */
  readonly since?: number;
}

/** Of a part that begins. */
export const NOT_HELD: HeldTime = { ms: 0 };

/** Of a step that put somebody on hold or took them back, by whichever way: the part knows of it from that moment on. */
export function holdNoted(done: Step, { now }: Pick<Surroundings, 'now'>): Step {
  const { phase } = done.call;
  if (phase.kind !== 'talking' || phase.held === undefined) return done;
  const isHeld = !phase.customerLeft && hearsMusic(phase);
  if (isHeld === (phase.held.since !== undefined)) return done;
  const held = isHeld ? { ms: phase.held.ms, since: now } : { ms: untilNow(phase.held, now) };
  const call: Call = { ...done.call, phase: { ...phase, held } };
  return { ...done, call };
}

/** The spans of the agent's part so far; without `heldMs`, which was not noted from its beginning, it is in `talkedMs`. */
export function partTimes(
  { answeredAt, customerLeft, held }: Talking,
  { now }: Pick<Surroundings, 'now'>,
): { readonly talkedMs: number; readonly heldMs?: number } {
  if (customerLeft?.talkedMs !== undefined) {
    const { talkedMs, heldMs } = customerLeft;
    return { talkedMs, ...(heldMs === undefined ? {} : { heldMs }) };
  }
  const endedAt = customerLeft?.at ?? now;
  const lengthMs = Math.max(0, endedAt - answeredAt);
  if (held === undefined) return { talkedMs: lengthMs };
  // The clock may have been set back meanwhile.
  const heldMs = Math.min(untilNow(held, endedAt), lengthMs);
  return { talkedMs: lengthMs - heldMs, heldMs };
}

/** Of a call between two of ours nobody is put on hold by the second call: who is left alone hears music all the same. */
const hearsMusic = (talk: Talking): boolean => isOnHold(talk) || (isAway(talk) && !isConference(talk));

const untilNow = ({ ms, since }: HeldTime, now: number): number =>
  ms + (since === undefined ? 0 : Math.max(0, now - since));
