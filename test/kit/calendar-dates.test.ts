import { expect, it } from 'vitest';
import { calendarDay, calendarYear } from '../../src/kit/calendar-dates.ts';

it('a year turns at midnight of the zone, forwards and back', () => {
  const yearOf = calendarYear('America/Caracas');
  const midnight = Date.UTC(2027, 0, 1, 4);
  expect([-1, 0, 1, -1].map(ms => yearOf(midnight + ms))).toEqual([2026, 2027, 2027, 2026]);
  expect(yearOf(Date.UTC(2028, 11, 31, 12))).toBe(2028);
  expect(calendarYear('Pacific/Kiritimati')(midnight - 1)).toBe(2027);
});

it('a day lasts as long as it does: 25 hours when the clocks go back, and it may begin at one o’clock', () => {
  const madrid = calendarDay('Europe/Madrid');
  const began = Date.UTC(2026, 9, 24, 22);
  const hour = 3_600_000;
  expect([-1, 0, 24.5 * hour, 25 * hour].map(ms => madrid(began + ms))).toEqual([
    '2026-10-24',
    '2026-10-25',
    '2026-10-25',
    '2026-10-26',
  ]);
  // The clocks of Chile go forward at midnight: that day has no hour 0.
  const santiago = calendarDay('America/Santiago');
  const forward = Date.UTC(2026, 8, 6, 4);
  expect([-1, 0].map(ms => santiago(forward + ms))).toEqual(['2026-09-05', '2026-09-06']);
});
