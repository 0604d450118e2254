/**
 * The instant of a wall time in a time zone, epoch ms; `local` as a date-and-time field gives it (`2026-11-28T09:00`).
 * Undefined for what is no such time.
 */
export function instantAt(local: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined;
  const wall = Date.parse(`${local}:00Z`);
  if (Number.isNaN(wall)) return undefined;
  // The zone may be another hour off at that time of Greenwich than at its own.
  const guess = wall - offset(wall, timeZone);
  return wall - offset(guess, timeZone);
}

/** The wall time of an instant in a time zone, as such a field takes it; `addedDays` later, at `time` instead of its own. */
export function localTime(at: number, timeZone: string, addedDays = 0, time?: string): string {
  const wall = new Date(at + offset(at, timeZone));
  wall.setUTCDate(wall.getUTCDate() + addedDays);
  const text = wall.toISOString();
  return `${text.slice(0, 10)}T${time ?? text.slice(11, 16)}`;
}

/** How far the clocks of a zone are ahead of UTC at an instant, ms. */
export function offset(at: number, timeZone: string): number {
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
