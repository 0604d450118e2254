/** From here on a hold is a long one, ms: who waits begins to think that nobody will come back. */
export const LONG_HOLD_MS = 60_000;

/** Whether somebody who is on hold since then waits for long; null: nobody is. */
export const isLongHold = (since: number | null | undefined, now: number): boolean =>
  typeof since === 'number' && now - since >= LONG_HOLD_MS;
