/** The first and the longest pause before trying a connection again. */
export const BACK_OFF_FIRST_MS = 100;
export const BACK_OFF_MAX_MS = 2_000;

/**
 * The pause before try number `failures + 1`, in ms: doubles from 100 ms to 2 s, of which a random part up to the
 * half is taken off, so that many clients of one server do not come back in step. `random` is in [0, 1).
 */
export function backOff(failures: number, random: number): number {
  const whole = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(whole * (1 - random / 2));
}
