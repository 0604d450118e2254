/** First pause before trying again, ms: a restarted server is usually back within a second. */
const FIRST_PAUSE_MS = 300;
/** Longest pause, ms: after a restart of the server all agents should be back within 3 s. */
const LONGEST_PAUSE_MS = 1_500;

/**
 * How long to wait before try number `tries` (0 = first). `chance` (0..1) spreads the pages of a whole floor,
 * so that they do not all come back in the same instant.
 */
export function backOff(tries: number, chance: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS);
  return Math.round(pause * (0.5 + chance / 2));
}
