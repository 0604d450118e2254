/** What the estimate is made from; all spans ms. */
export interface WaitGrounds {
  /** How far the caller is, 1 = next. */
  readonly position: number;
  /** Agents of the queue who serve at present (idle, offered, talking or in wrap-up, with will `ready`). */
  readonly serving: number;
  /** Lengths of the latest talks of the queue. */
  readonly recentMs: readonly number[];
}

const FEWEST_CALLS = 3;

/**
 * How long the caller will still wait: position × mean length ÷ agents.
 * Null when it cannot be said honestly: no agents, or too few calls to know from.
 */
export function expectedWait({ position, serving, recentMs }: WaitGrounds): number | null {
  if (serving === 0 || recentMs.length < FEWEST_CALLS) return null;
  const mean = recentMs.reduce((sum, each) => sum + each, 0) / recentMs.length;
  return Math.round((position * mean) / serving);
}
