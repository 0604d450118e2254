import { minutesSaid } from '../ivr/announcements.ts';

/** What a caller was told of the wait; the best of all that was said. */
export interface Told {
  readonly place: number;
  /** Until when it was said that somebody would answer, epoch ms; null when no time was named. */
  readonly by: number | null;
}

/** What may be said now; null: nothing of it. */
export interface Sayable {
  readonly position: number | null;
  readonly waitMs: number | null;
  readonly told: Told;
}

/**
 * What may be said of a place (1 = next) and an expected wait (ms, null = not known) without taking back what was said:
 * a place behind the one that was told is not named, nor a time beyond the one that was named.
 */
export function sayable(
  { position, waitMs }: { readonly position: number; readonly waitMs: number | null },
  told: Told | undefined,
  now: number,
): Sayable {
  const place = told === undefined || position <= told.place ? position : null;
  const minutes = waitMs === null ? null : minutesSaid(waitMs);
  const by = minutes === null ? null : now + minutes * 60_000;
  const named = told?.by ?? null;
  const keeps = by !== null && (named === null || by <= named);
  return {
    position: place,
    waitMs: keeps ? waitMs : null,
    told: { place: place ?? told?.place ?? position, by: keeps ? by : named },
  };
}
