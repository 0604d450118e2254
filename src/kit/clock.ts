/** A started timer; `cancel` is safe to call twice and after it fired. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time. Rules get `now` as an argument; shells get a Clock.
 * All instants are milliseconds since the Unix epoch (UTC), all spans are milliseconds.
 */
export interface Clock {
  now(): number;
  after(ms: number, run: () => void): Timer;
}

/** The machine's clock, shifted by `offsetMs` (a test centre may live on a Sunday at 03:00). */
export function systemClock(offsetMs = 0): Clock {
  return {
    now: () => Date.now() + offsetMs,
    after(ms, run) {
      const handle = setTimeout(run, ms);
      return { cancel: () => clearTimeout(handle) };
    },
  };
}
