/** Waiting this long raises a caller by one step of priority, ms. */
export const STEP_MS = 60_000;

/** The priority that waiting raises to; those above it come from elsewhere and stay. */
const FIRST = 1;

/** What the order of callers is made of. Priority 1 goes before 9. */
export interface Aging {
  readonly priority: number;
  readonly queuedAt: number;
}

/** The priority that counts now: a step better for each whole minute waited, so that nobody waits for ever. */
export function raisedPriority({ priority, queuedAt }: Aging, now: number): number {
  if (priority <= FIRST) return priority;
  return Math.max(FIRST, priority - steps(queuedAt, now));
}

/** Whether somebody who comes later may stand before this caller. */
export function mayBePassed(caller: Aging, now: number): boolean {
  return raisedPriority(caller, now) > FIRST;
}

/** When the next step is due, epoch ms; null when none is left. */
export function nextStepAt(caller: Aging, now: number): number | null {
  if (raisedPriority(caller, now) <= FIRST) return null;
  return caller.queuedAt + (steps(caller.queuedAt, now) + 1) * STEP_MS;
}

const steps = (queuedAt: number, now: number): number => Math.max(0, Math.floor((now - queuedAt) / STEP_MS));
