import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

/** Wall time of a day, `08:00`; `24:00` is the end of the day. */
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const span = z.strictObject({ from: wallTime, to: wallTime }).refine(({ from, to }) => from < to, {
  message: 'a span ends after it begins; one over midnight is written as two',
});
const day = z
  .array(span)
  .refine(spans => spans.every((each, index) => index === 0 || (spans[index - 1]?.to ?? '') <= each.from), {
    message: 'the spans of a day follow one another without overlap',
  });

/**
 * When something is open: spans for each weekday in a time zone, less the holidays. A holiday is a date
 * (`2027-02-08`) or a day of every year (`12-25`).
 */
export const businessCalendarShape = z.strictObject({
  timeZone: z.string().refine(zone => IANAZone.isValidZone(zone), { message: 'not an IANA time zone' }),
  week: z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  holidays: z.array(z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
});
export type BusinessCalendar = z.infer<typeof businessCalendarShape>;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A calendar closed for longer than this is taken to be closed for good. */
const LONGEST_CLOSED_DAYS = 400;

/** Open from `start` up to, not including, `end`; instants in milliseconds. */
interface Opening {
  readonly start: number;
  readonly end: number;
}

/** A local day, from `start` up to, not including, `end`. */
interface Day extends Opening {
  readonly openings: readonly Opening[];
}

/** The day that was asked of last: a live centre asks with every caller and every picture of a queue. */
const lastDay = new WeakMap<BusinessCalendar, Day>();

export function isOpen(calendar: BusinessCalendar, at: number): boolean {
  return dayAround(calendar, at).openings.some(({ start, end }) => start <= at && at < end);
}

function dayAround(calendar: BusinessCalendar, at: number): Day {
  const known = lastDay.get(calendar);
  if (known && known.start <= at && at < known.end) return known;
  const date = dayOf(calendar, at);
  const day = {
    start: date.toMillis(),
    end: date.plus({ days: 1 }).startOf('day').toMillis(),
    openings: openingsOf(calendar, date),
  };
  lastDay.set(calendar, day);
  return day;
}

/** The first open instant at or after `at`; null when the calendar opens no more. */
export function nextOpen(calendar: BusinessCalendar, at: number): number | null {
  for (const { start } of openings(calendar, at, 1)) return Math.max(start, at);
  return null;
}

/**
 * The instant `minutes` of open time after `at`, or before it when they are negative ("16 business hours ahead",
 * S1-08). Forward it is the first such instant, so it may be a closing time; backward the last, so it may be an
 * opening time. Null when the calendar does not have so much open time left.
 */
export function addBusiness(calendar: BusinessCalendar, at: number, minutes: number): number | null {
  if (minutes === 0) return at;
  const forward = minutes > 0;
  let left = Math.abs(minutes) * 60_000;
  for (const { start, end } of openings(calendar, at, forward ? 1 : -1)) {
    const [from, to] = forward ? [Math.max(start, at), end] : [start, Math.min(end, at)];
    if (to - from >= left) return forward ? from + left : to - left;
    left -= to - from;
  }
  return null;
}

/** Open time between two instants, in milliseconds; negative when `to` is before `from`. */
export function businessBetween(calendar: BusinessCalendar, from: number, to: number): number {
  if (to < from) return -businessBetween(calendar, to, from);
  let sum = 0;
  for (const { start, end } of openings(calendar, from, 1)) {
    if (start >= to) break;
    sum += Math.min(end, to) - Math.max(start, from);
  }
  return sum;
}

/** Whether the local day of `at` has any opening. */
export function isBusinessDay(calendar: BusinessCalendar, at: number): boolean {
  return openingsOf(calendar, dayOf(calendar, at)).length > 0;
}

/** The same wall time `days` business days later (earlier when negative); null when there are not so many. */
export function addBusinessDays(calendar: BusinessCalendar, at: number, days: number): number | null {
  const local = DateTime.fromMillis(at, { zone: calendar.timeZone });
  let moved = local;
  let left = Math.abs(days);
  let closed = 0;
  for (let step = 1; left > 0; step += 1) {
    moved = local.plus({ days: days > 0 ? step : -step });
    const counts = openingsOf(calendar, moved.startOf('day')).length > 0;
    if (counts) left -= 1;
    closed = counts ? 0 : closed + 1;
    if (closed > LONGEST_CLOSED_DAYS) return null;
  }
  return moved.toMillis();
}

/** Openings that are not over at `at`, in order (`direction` 1), or that had begun before it, latest first (-1). */
function* openings(calendar: BusinessCalendar, at: number, direction: 1 | -1): Generator<Opening> {
  const first = dayOf(calendar, at);
  let closed = 0;
  for (let step = 0; closed <= LONGEST_CLOSED_DAYS; step += 1) {
    const ofDay = openingsOf(calendar, first.plus({ days: step * direction }));
    closed = ofDay.length === 0 ? closed + 1 : 0;
    for (const opening of direction === 1 ? ofDay : ofDay.reverse()) {
      if (direction === 1 ? opening.end > at : opening.start < at) yield opening;
    }
  }
}

function dayOf(calendar: BusinessCalendar, at: number): DateTime {
  return DateTime.fromMillis(at, { zone: calendar.timeZone }).startOf('day');
}

function openingsOf(calendar: BusinessCalendar, date: DateTime): Opening[] {
  const name = WEEKDAYS[date.weekday - 1];
  const iso = date.toFormat('yyyy-MM-dd');
  if (name === undefined || calendar.holidays.some(holiday => holiday === iso || holiday === iso.slice(5)))
    return [];
  return calendar.week[name]
    .map(({ from, to }) => ({ start: instantOf(date, from), end: instantOf(date, to) }))
    .filter(({ start, end }) => start < end);
}

/**
 * The instant of a wall time. Where clocks are put forward over it, the instant they are put forward; where they
 * are put back, the first of the two. So the hour that does not exist is not open, and the doubled one is, twice.
 */
function instantOf(date: DateTime, wall: string): number {
  if (wall === '24:00') return date.plus({ days: 1 }).startOf('day').toMillis();
  const [hour = 0, minute = 0] = wall.split(':').map(Number);
  const meant = date.set({ hour, minute });
  if (meant.hour === hour && meant.minute === minute) return firstOf(meant);
  return changeBefore(meant);
}

/** Of two instants with the same wall time, the earlier one. */
function firstOf(meant: DateTime): number {
  const earliest = meant.getPossibleOffsets().map(each => each.toMillis());
  return Math.min(...earliest);
}

/** The instant the clocks were last changed before `after`, which lies at most a day later. */
function changeBefore(after: DateTime): number {
  let before = after.minus({ hours: 24 }).toMillis();
  let upTo = after.toMillis();
  while (upTo - before > 1) {
    const middle = Math.floor((before + upTo) / 2);
    const changed = DateTime.fromMillis(middle, { zone: after.zone }).offset === after.offset;
    if (changed) upTo = middle;
    else before = middle;
  }
  return upTo;
}
