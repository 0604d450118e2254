import { offset } from './zone-time.ts';

/**
 * The first moment of a day in a time zone, epoch ms; `day` as a date field gives it (`2026-11-28`), `later` days on.
 * Undefined for what is no day.
 */
export function dayStart(day: string, timeZone: string, later = 0): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const midnight = Date.UTC(year, month - 1, date + later);
  if (Number.isNaN(midnight)) return undefined;
  // The zone may be another hour off at its own midnight than at that of Greenwich.
  const guess = midnight - offset(midnight, timeZone);
  return midnight - offset(guess, timeZone);
}
