import { dayStarts, hourStarts, isCalendarDay } from '../kit/calendar-dates.ts';
import { CauceError } from '../kit/errors.ts';

/** The longest span whose figures are told, days. */
export const LONGEST_SPAN_DAYS = 400;

/** Days of the centre's calendar as instants. Epoch ms; `to` is not in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Where its days begin. */
  readonly days: readonly number[];
  /** Where its hours begin, with their number by the clock on the wall. */
  readonly hours: readonly { readonly at: number; readonly hour: number }[];
}

/** The days from one to another, both included (`2026-11-22`), of a centre whose clock says it is `now`. */
export function spanOf(zone: string, from: string, to: string, now: number): Span {
  if (!isCalendarDay(from) || !isCalendarDay(to)) throw new CauceError('invalid-input');
  if (from > to) throw new CauceError('span-backwards');
  const longest = LONGEST_SPAN_DAYS * 86_400_000;
  if (Date.parse(to) - Date.parse(from) >= longest) throw new CauceError('span-too-long');
  const starts = dayStarts(zone, from, to);
  const first = starts[0] ?? 0;
  const end = starts.at(-1) ?? first;
  if (first > now) throw new CauceError('span-ahead');
  return { from: first, to: end, days: starts.slice(0, -1), hours: hourStarts(zone, first, end) };
}
