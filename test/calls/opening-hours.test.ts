import { describe, expect, it } from 'vitest';
import { OpeningHours } from '../../src/calls/opening-hours.ts';
import { averias, centreData } from './small-centre.ts';

const SUNDAY_3AM = Date.parse('2026-11-22T07:00:00Z');
const MONDAY_10AM = Date.parse('2026-11-23T14:00:00Z');

const office = {
  timeZone: 'America/Caracas',
  week: { mon: [{ from: '08:00', to: '17:00' }], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
};

function hours(spec: unknown, calendar = 'oficina') {
  const queues = [{ ...averias, name: 'comercial', calendar }, averias];
  const data = centreData([], { queues, calendars: [{ name: 'oficina', spec }] });
  return new OpeningHours(() => data);
}

describe('a queue is open', () => {
  it('in the hours of its calendar', () => {
    const opening = hours(office);
    expect([SUNDAY_3AM, MONDAY_10AM].map(at => opening.isOpen('comercial', at))).toEqual([false, true]);
  });

  it('always, when its calendar is `always`', () => {
    expect(hours(office).isOpen('averias', SUNDAY_3AM)).toBe(true);
  });

  it('also when its calendar is missing or cannot be read: nobody is shut out by a mistake', () => {
    expect(hours({ nonsense: true }).isOpen('comercial', SUNDAY_3AM)).toBe(true);
    expect(hours(office, 'no-such').isOpen('comercial', SUNDAY_3AM)).toBe(true);
    expect(hours(office).isOpen('no-such-queue', SUNDAY_3AM)).toBe(true);
  });
});
