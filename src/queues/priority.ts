/** Waiting this long raises a caller by one step of priority, ms. */
export const STEP_MS = 60_000;

/** The priority that waiting raises to; those above it come from elsewhere and stay. */
const FIRST = 1;

/** What the order of places is made of. Priority 1 goes before 9. */
export interface Aging {
  readonly priority: number;
  readonly since: number;
}

/** The priority that counts now: a step better for each whole minute waited, so that nobody waits for ever. */
export function raisedPriority({ priority, since }: Aging, now: number): number {
  if (priority <= FIRST) return priority;
  return Math.max(FIRST, priority - steps(since, now));
}

/** Whether somebody who comes later may stand before this place. */
export function mayBePassed(place: Aging, now: number): boolean {
  return raisedPriority(place, now) > FIRST;
}

/** When the next step is due, epoch ms; null when none is left. */
export function nextStepAt(place: Aging, now: number): number | null {
  if (raisedPriority(place, now) <= FIRST) return null;
  return place.since + (steps(place.since, now) + 1) * STEP_MS;
}

const steps = (since: number, now: number): number => Math.max(0, Math.floor((now - since) / STEP_MS));
