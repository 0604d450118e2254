import { minutesSaid } from '../ivr/announcements.ts';

/** What a caller was told of the wait; the best of all that was said. */
export interface Announced {
  readonly place: number;
  /** Until when it was said that somebody would answer, epoch ms; null when no time was named. */
  readonly by: number | null;
}

/** What is sure of a caller's wait: a place (1 = next) that cannot get worse, an expected wait, ms; null = not known. */
export interface Outlook {
  readonly position: number | null;
  readonly waitMs: number | null;
}

/** What may be said now; null: nothing of it. */
export interface Sayable extends Outlook {
  readonly told?: Announced;
}

/**
 * What may be said of a sure place and an expected wait without taking back what was said:
 * a place behind the one that was told is not named, nor a time beyond the one that was named.
 */
export function sayable({ position, waitMs }: Outlook, told: Announced | undefined, now: number): Sayable {
  const best = told?.place ?? position;
  if (position === null || best === null) return { position: null, waitMs: null, ...(told && { told }) };
  const place = position <= best ? position : null;
  const minutes = waitMs === null ? null : minutesSaid(waitMs);
  const by = minutes === null ? null : now + minutes * 60_000;
  const named = told?.by ?? null;
  const keeps = by !== null && (named === null || by <= named);
  return {
    position: place,
    waitMs: keeps ? waitMs : null,
    told: { place: place ?? best, by: keeps ? by : named },
  };
}
