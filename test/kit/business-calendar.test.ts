import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  addBusiness,
  addBusinessDays,
  type BusinessCalendar,
  businessBetween,
  businessCalendarShape,
  isBusinessDay,
  isOpen,
  nextOpen,
} from '../../src/kit/business-calendar.ts';

const office = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const allDay = [{ from: '00:00', to: '24:00' }];

const calendarIn = (timeZone: string, spans = office, holidays: string[] = []): BusinessCalendar => ({
  timeZone,
  week: { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: [], sun: [] },
  holidays,
});
const everyDay = (timeZone: string, spans: BusinessCalendar['week']['mon']): BusinessCalendar => ({
  timeZone,
  week: { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans },
  holidays: [],
});

const caracas = calendarIn('America/Caracas', office, ['2026-12-24', '12-25']);
const at = (wall: string, zone = 'America/Caracas') => DateTime.fromISO(wall, { zone }).toMillis();

describe('office hours in Caracas', () => {
  test('are open from the first minute and closed at the last', () => {
    expect(isOpen(caracas, at('2026-11-23T08:00'))).toBe(true);
    expect(isOpen(caracas, at('2026-11-23T07:59:59'))).toBe(false);
    expect(isOpen(caracas, at('2026-11-23T12:00'))).toBe(false);
    expect(isOpen(caracas, at('2026-11-23T16:59:59'))).toBe(true);
    expect(isOpen(caracas, at('2026-11-23T17:00'))).toBe(false);
    expect(isOpen(caracas, at('2026-11-22T10:00'))).toBe(false);
  });

  test('open again after lunch, after the weekend and after the holidays', () => {
    expect(nextOpen(caracas, at('2026-11-23T10:00'))).toBe(at('2026-11-23T10:00'));
    expect(nextOpen(caracas, at('2026-11-23T12:30'))).toBe(at('2026-11-23T13:00'));
    expect(nextOpen(caracas, at('2026-11-20T17:00'))).toBe(at('2026-11-23T08:00'));
    // Thursday and Friday are holidays, then comes the weekend.
    expect(nextOpen(caracas, at('2026-12-23T18:00'))).toBe(at('2026-12-28T08:00'));
  });

  test('a holiday with a year is one day, one without is every year', () => {
    expect(isBusinessDay(caracas, at('2026-12-24T10:00'))).toBe(false);
    expect(isBusinessDay(caracas, at('2027-12-24T10:00'))).toBe(true);
    expect(isBusinessDay(caracas, at('2028-12-25T10:00'))).toBe(false);
  });

  test('works planned for Wednesday at 10 are announced 16 business hours before, on Monday at 10 (S1-08)', () => {
    expect(addBusiness(caracas, at('2026-11-25T10:00'), -16 * 60)).toBe(at('2026-11-23T10:00'));
    // Over a weekend the same 16 hours reach back to Thursday.
    expect(addBusiness(caracas, at('2026-11-23T10:00'), -16 * 60)).toBe(at('2026-11-19T10:00'));
  });

  test('business minutes run out at closing time and are taken back to opening time', () => {
    expect(addBusiness(caracas, at('2026-11-23T16:00'), 60)).toBe(at('2026-11-23T17:00'));
    expect(addBusiness(caracas, at('2026-11-23T16:00'), 61)).toBe(at('2026-11-24T08:01'));
    expect(addBusiness(caracas, at('2026-11-23T09:00'), -60)).toBe(at('2026-11-23T08:00'));
    expect(addBusiness(caracas, at('2026-11-23T09:00'), -61)).toBe(at('2026-11-20T16:59'));
    expect(addBusiness(caracas, at('2026-11-22T03:00'), 0)).toBe(at('2026-11-22T03:00'));
  });

  test('business days keep the wall time and pass over weekend and holidays', () => {
    expect(addBusinessDays(caracas, at('2026-11-20T09:30'), 1)).toBe(at('2026-11-23T09:30'));
    expect(addBusinessDays(caracas, at('2026-12-23T09:30'), 2)).toBe(at('2026-12-29T09:30'));
    expect(addBusinessDays(caracas, at('2026-12-28T09:30'), -1)).toBe(at('2026-12-23T09:30'));
  });
});

describe('where clocks are changed', () => {
  test('a day open around the clock has 23 hours in spring and 25 in autumn', () => {
    const madrid = everyDay('Europe/Madrid', allDay);
    const hours = (from: string, to: string) =>
      businessBetween(madrid, at(from, 'Europe/Madrid'), at(to, 'Europe/Madrid')) / 3_600_000;
    expect(hours('2026-03-29T00:00', '2026-03-30T00:00')).toBe(23);
    expect(hours('2026-10-25T00:00', '2026-10-26T00:00')).toBe(25);
  });

  test('an hour that does not exist is not open, a doubled one is open twice', () => {
    const night = everyDay('America/New_York', [{ from: '01:00', to: '02:30' }]);
    const between = (from: string, to: string) =>
      businessBetween(night, at(from, 'America/New_York'), at(to, 'America/New_York')) / 60_000;
    expect(between('2026-03-08T00:00', '2026-03-09T00:00')).toBe(60);
    expect(between('2026-11-01T00:00', '2026-11-02T00:00')).toBe(150);
    const within = everyDay('America/New_York', [{ from: '02:10', to: '02:50' }]);
    expect(isBusinessDay(within, at('2026-03-08T12:00', 'America/New_York'))).toBe(false);
  });

  test('a day that begins at one in the morning is open from then', () => {
    const havana = everyDay('America/Havana', allDay);
    expect(isOpen(havana, at('2026-03-08T01:00', 'America/Havana'))).toBe(true);
    expect(isBusinessDay(havana, at('2026-03-08T12:00', 'America/Havana'))).toBe(true);
  });
});

test('a calendar that opens no more answers null instead of searching for ever', () => {
  const never = everyDay('America/Caracas', []);
  expect(nextOpen(never, at('2026-11-22T10:00'))).toBeNull();
  expect(addBusiness(never, at('2026-11-22T10:00'), -5)).toBeNull();
  expect(addBusinessDays(never, at('2026-11-22T10:00'), 1)).toBeNull();
});

describe('the shape of a calendar', () => {
  const good = caracas;
  test.each([
    ['a time zone nobody has', { ...good, timeZone: 'America/Nowhere' }],
    ['a span over midnight', { ...good, week: { ...good.week, mon: [{ from: '22:00', to: '06:00' }] } }],
    [
      'spans that overlap',
      { ...good, week: { ...good.week, mon: [office[0], { from: '11:00', to: '13:00' }] } },
    ],
    [
      'an hour that does not exist',
      { ...good, week: { ...good.week, mon: [{ from: '08:00', to: '25:00' }] } },
    ],
    ['a holiday in month 13', { ...good, holidays: ['2026-13-01'] }],
  ])('refuses %s', (_, calendar) => {
    expect(businessCalendarShape.safeParse(calendar).success).toBe(false);
  });

  test('accepts office hours and round the clock', () => {
    expect(businessCalendarShape.safeParse(good).success).toBe(true);
    expect(businessCalendarShape.safeParse(everyDay('Europe/Madrid', allDay)).success).toBe(true);
  });
});

describe('for any calendar and instant', () => {
  const zones = fc.constantFrom(
    'America/Caracas',
    'America/New_York',
    'America/Havana',
    'America/Santiago',
    'Europe/Madrid',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  );
  const wall = (minutes: number) =>
    minutes === 1440
      ? '24:00'
      : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
    .map(quarters => quarters.sort((a, b) => a - b))
    .map(quarters =>
      Array.from({ length: Math.floor(quarters.length / 2) }, (_, i) => ({
        from: wall((quarters[2 * i] ?? 0) * 15),
        to: wall((quarters[2 * i + 1] ?? 0) * 15),
      })),
    );
  const calendars = fc
    .record({
      timeZone: zones,
      week: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
      holidays: fc.constantFrom<string[]>([], ['03-08', '10-25'], ['2026-11-01']),
    })
    .filter(calendar => Object.values(calendar.week).some(spans => spans.length > 0));
  const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
  const minutes = fc.integer({ min: 1, max: 6000 });
  const holds = (property: fc.IProperty<[BusinessCalendar, number, number]>) =>
    fc.assert(property, { numRuns: 60 });

  test('what was added forward has passed, and what was taken back too', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, start, span) => {
        const later = addBusiness(calendar, start, span);
        const earlier = addBusiness(calendar, start, -span);
        if (later === null || earlier === null) throw new Error('a calendar with hours has no end');
        expect(businessBetween(calendar, start, later)).toBe(span * 60_000);
        expect(businessBetween(calendar, earlier, start)).toBe(span * 60_000);
      }),
    );
  });

  test('two steps reach as far as one, in both directions', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, start, span) => {
        for (const way of [1, -1]) {
          const first = addBusiness(calendar, start, way * span) ?? 0;
          expect(addBusiness(calendar, first, way * 90)).toBe(
            addBusiness(calendar, start, way * (span + 90)),
          );
        }
      }),
    );
  });

  test('the next opening is open, and nothing before it is', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, start, before) => {
        const open = nextOpen(calendar, start);
        if (open === null) throw new Error('a calendar with hours has no end');
        expect(open).toBeGreaterThanOrEqual(start);
        expect(isOpen(calendar, open)).toBe(true);
        expect(businessBetween(calendar, start, open)).toBe(0);
        if (open - before > start) expect(isOpen(calendar, open - before)).toBe(false);
      }),
    );
  });

  test('open time adds up over any split', () => {
    holds(
      fc.property(calendars, instants, minutes, (calendar, start, span) => {
        const middle = start + span * 60_000;
        const end = middle + 3 * 86_400_000;
        expect(businessBetween(calendar, start, middle) + businessBetween(calendar, middle, end)).toBe(
          businessBetween(calendar, start, end),
        );
      }),
    );
  });
});
