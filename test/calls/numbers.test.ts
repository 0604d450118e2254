import { describe, expect, it } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { type NumberBlock, TicketNumbers } from '../../src/calls/journal/numbers.ts';
import { ticketFromDigits } from '../../src/ivr/ticket-number.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { quiet } from './small-centre.ts';

const NOW = Date.parse('2026-11-22T13:00:00Z');
const NEW_YEAR = Date.parse('2027-01-01T00:00:00Z');

function scene(records = memoryRecords(), blocks: readonly NumberBlock[] = []) {
  const faults: unknown[] = [];
  let away = false;
  const clock = fakeClock(NOW);
  const numbers = new TicketNumbers({
    blocks,
    lease: async (year, size) => {
      if (away) throw new Error('away');
      return memoryCalls(records).leaseNumbers(year, size);
    },
    yearOf: at => new Date(at).getUTCFullYear(),
    onTrouble: error => faults.push(error),
    clock,
  });
  const goes = (next: boolean) => {
    away = next;
  };
  return { clock, numbers, faults, goes, records };
}

const take = (numbers: TicketNumbers, count: number, at = NOW) =>
  Array.from({ length: count }, () => numbers.take(at));

describe('ticket numbers', () => {
  it('follow one another', async () => {
    const { numbers } = scene();
    await numbers.refill(NOW);
    expect(take(numbers, 3)).toEqual(['OA-2026-000001', 'OA-2026-000002', 'OA-2026-000003']);
  });

  it('are never given twice over a restart that kept the blocks', async () => {
    const { numbers, records } = scene();
    await numbers.refill(NOW);
    const before = take(numbers, 700);
    await numbers.refill(NOW);
    const again = scene(records, JSON.parse(JSON.stringify(numbers.state()))).numbers;
    await again.refill(NOW);
    const after = take(again, 900);
    expect(new Set([...before, ...after]).size).toBe(1_600);
  });

  it('are leased in the background when few are left, once for all who ask', async () => {
    const { numbers, records } = scene();
    await Promise.all([numbers.refill(NOW), numbers.refill(NOW), numbers.refill(NOW)]);
    expect([numbers.left(2026), records.leases.get(2026)]).toEqual([1_000, 1_001]);
    await numbers.refill(NOW);
    expect(records.leases.get(2026)).toBe(1_001);
    take(numbers, 501);
    await numbers.refill(NOW);
    expect(numbers.left(2026)).toBe(1_499);
  });

  it('begin anew with the year, leased ahead, and what is left of the old year is given back to nobody', async () => {
    const { numbers } = scene();
    await numbers.refill(NEW_YEAR - 3_600_000);
    expect(numbers.take(NEW_YEAR - 1)).toBe('OA-2026-000001');
    expect(numbers.take(NEW_YEAR)).toBe('OA-2027-000001');
    expect(numbers.state()).toMatchObject([{ year: 2027, next: 2 }]);
  });

  it('are made of the time when all are used up: no call is refused, and none of them is ever leased', async () => {
    const { numbers, goes, faults } = scene();
    goes(true);
    await numbers.refill(NOW);
    expect(faults).toHaveLength(1);
    const [first = '', second = ''] = take(numbers, 2);
    expect(first).toMatch(/^OA-2026-\d{8}$/);
    expect(Number(second.slice(8))).toBe(Number(first.slice(8)) + 1);
    expect(ticketFromDigits(first.replace(/\D/g, ''), null)).toBe(first);
  });

  it('are leased as soon as the store answers again, without a call', async () => {
    const { clock, numbers, goes, faults } = scene();
    goes(true);
    await numbers.refill(NOW);
    clock.advance(500);
    await quiet();
    expect(faults).toHaveLength(2);
    goes(false);
    clock.advance(500);
    await quiet();
    expect([numbers.left(2026), clock.pending()]).toEqual([1_000, 0]);
  });

  it('are waited for at a first start, while the store is still being made', async () => {
    const { clock, numbers, goes } = scene();
    goes(true);
    let there = false;
    const waited = numbers.untilSome().then(() => {
      there = true;
    });
    await quiet();
    clock.advance(500);
    await quiet();
    expect(there).toBe(false);
    goes(false);
    clock.advance(500);
    await waited;
    expect(numbers.take(NOW)).toBe('OA-2026-000001');
  });

  it('made of the time are not given twice either, in one millisecond, over a restart, or after better days', async () => {
    const { numbers, goes, records } = scene();
    goes(true);
    const before = take(numbers, 500);
    const again = scene(records, JSON.parse(JSON.stringify(numbers.state())));
    const after = take(again.numbers, 500, NOW + 1_000);
    await again.numbers.refill(NOW);
    const leased = take(again.numbers, 1_000);
    const third = take(again.numbers, 100, NOW + 2_000);
    expect(leased[0]).toBe('OA-2026-000001');
    expect(new Set([...before, ...after, ...leased, ...third]).size).toBe(2_100);
  });

  it.each(['2026-01-01T00:00:00Z', '2026-12-31T23:59:59Z'])(
    'made of the time have eight digits on %s, too',
    at => {
      expect(scene().numbers.take(Date.parse(at))).toMatch(/^OA-2026-\d{8}$/);
    },
  );
});
