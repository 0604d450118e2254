import { DateTime } from 'luxon';

/**
 * The calendar year and day of an instant (epoch ms) in a time zone (IANA name). They are asked for at every call, so
 * the zone's rules are only looked up when the answer may be another one than the last.
 */
export const calendarYear = (zone: string): ((at: number) => number) =>
  during(zone, 'year', date => date.year);

/** ISO 8601, `2026-11-22`. */
export const calendarDay = (zone: string): ((at: number) => string) =>
  during(zone, 'day', date => date.toISODate() ?? '');

/** When the calendar day of an instant began, epoch ms. */
export const dayStart = (zone: string): ((at: number) => number) =>
  during(zone, 'day', date => date.toMillis());

/** When the calendar day of an instant is over, epoch ms. */
export const dayEnd = (zone: string): ((at: number) => number) =>
  during(zone, 'day', date => date.plus({ day: 1 }).startOf('day').toMillis());

function during<Name>(zone: string, unit: 'year' | 'day', nameOf: (date: DateTime) => Name) {
  let known: { from: number; until: number; name: Name } | null = null;
  return (at: number): Name => {
    if (known === null || at < known.from || at >= known.until) {
      const start = DateTime.fromMillis(at, { zone }).startOf(unit);
      const until = start
        .plus({ [unit]: 1 })
        .startOf(unit)
        .toMillis();
      known = { from: start.toMillis(), until, name: nameOf(start) };
    }
    return known.name;
  };
}
