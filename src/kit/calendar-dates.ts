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

/** Where the days of a span begin (epoch ms), and after the last one its end. Days are ISO 8601, both included. */
export function dayStarts(zone: string, from: string, to: string): number[] {
  const last = DateTime.fromISO(to, { zone }).startOf('day');
  const starts: number[] = [];
  let day = DateTime.fromISO(from, { zone }).startOf('day');
  for (; day <= last; day = day.plus({ day: 1 }).startOf('day')) starts.push(day.toMillis());
  return [...starts, day.toMillis()];
}

/**
 * Where the hours of these days begin (epoch ms), each with its number by the clock on the wall: on the days on which the clocks are
 * changed one of them is missing, or twice there.
 */
export function hourStarts(zone: string, from: number, to: number): { at: number; hour: number }[] {
  const hours: { at: number; hour: number }[] = [];
  for (let at = from; at < to; ) {
    const { hour, minute, second } = DateTime.fromMillis(at, { zone });
    hours.push({ at, hour });
    // Where the clocks are changed by half an hour, an hour by the wall is longer or shorter.
    at += 3_600_000 - minute * 60_000 - second * 1_000;
  }
  return hours;
}

/** Whether a text is a day of the calendar, `2026-11-22`. */
export const isCalendarDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
