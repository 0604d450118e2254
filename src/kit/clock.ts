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

/**
 * A timer of the machine, in ms. By the time `run` is called, all that had arrived before it was due has been read: Node runs
 * timers that are due before it reads from its sockets, so that after a process stood still a peer would be taken for silent
 * whose answer lies there. Two rounds of the loop, for a round reads 2 MB of a socket at most.
 */
export function after(ms: number, run: () => void): Timer {
  let round: NodeJS.Immediate | undefined;
  const handle = setTimeout(() => {
    round = setImmediate(() => {
      round = setImmediate(run);
    });
  }, ms);
  return {
    cancel() {
      clearTimeout(handle);
      clearImmediate(round);
    },
  };
}

/** The machine's clock, shifted by `offsetMs` (a test centre may live on a Sunday at 03:00). */
export function systemClock(offsetMs = 0): Clock {
  return { now: () => Date.now() + offsetMs, after };
}
