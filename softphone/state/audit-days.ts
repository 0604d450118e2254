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

/** How far the clocks of a zone are ahead of UTC at an instant, ms. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(part => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(at / 1000) * 1000;
}
