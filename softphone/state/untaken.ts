import type { AgentPicture } from '../../src/supervision/events.ts';

/** My last offer that nobody took: when it ended, by the server's clock, and how long it rang where that was seen, ms. */
export interface Untaken {
  readonly at: number;
  readonly rangMs: number | null;
}

type Mine = Pick<AgentPicture, 'work' | 'missedToday'> | null;

const ignored = (mine: Mine): number => mine?.missedToday.ignored ?? 0;

/** After a change of my own picture; another call that comes is another story. */
export function untakenAfter(kept: Untaken | null, before: Mine, after: Mine, now: number): Untaken | null {
  if (before === null || after === null) return kept;
  if (ignored(after) > ignored(before)) {
    const { work } = before;
    return { at: now, rangMs: work.kind === 'offered' ? now - work.since : null };
  }
  return after.work.kind === 'idle' ? kept : null;
}

/** Why the last call is over is told so long, ms. */
const TOLD_MS = 60_000;
/** A wish that the end of the call brings about itself comes with it, ms. */
const WITH_IT_MS = 1_000;

/** Whether what became of the last call is still told: for a while, and until I want something else. */
export const isEndTold = (
  { work, willSince }: Pick<AgentPicture, 'work' | 'willSince'>,
  now: number,
): boolean => work.kind === 'idle' && now - work.since < TOLD_MS && willSince - work.since < WITH_IT_MS;
