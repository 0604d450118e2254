/** What the estimate is made from; all spans ms. */
export interface WaitGrounds {
  /** The caller's place, 1 = next. */
  readonly place: number;
  /** Agents of the queue who serve at present (idle, offered, talking or in wrap-up, with will `ready`). */
  readonly serving: number;
  /** Lengths of the latest calls of the queue, talk and wrap-up together. */
  readonly recentMs: readonly number[];
}

const FEWEST_CALLS = 3;

/**
 * How long the caller will still wait: place × mean length ÷ agents.
 * Null when it cannot be said honestly: no agents, or too few calls to know from.
 */
export function expectedWait({ place, serving, recentMs }: WaitGrounds): number | null {
  if (serving === 0 || recentMs.length < FEWEST_CALLS) return null;
  const mean = recentMs.reduce((sum, each) => sum + each, 0) / recentMs.length;
  return Math.round((place * mean) / serving);
}
