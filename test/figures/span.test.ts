import { describe, expect, test } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { memoryCentre } from '../../src/adapters/memory/centre.ts';
import { memoryFigures } from '../../src/adapters/memory/figures.ts';
import { memoryPeople } from '../../src/adapters/memory/people.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { formulaText, numberText } from '../../src/figures/as-text.ts';
import { COUNT_IDS, familyOf, type SomeCounts } from '../../src/figures/counts.ts';
import { FigureDesk } from '../../src/figures/desk.ts';
import { DICTIONARY } from '../../src/figures/dictionary.ts';
import { tableCsv } from '../../src/figures/export-csv.ts';
import { FAMILIES_BY, GROUPS } from '../../src/figures/groups.ts';
import { figureOf, METRIC_IDS, termsOf } from '../../src/figures/metrics.ts';
import { spanOf } from '../../src/figures/span.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { randomFrom } from '../kit/random.ts';
import { generatedCall } from './generated-calls.ts';

const HOUR = 3_600_000;
const MADRID = 'Europe/Madrid';
const LATER = Date.parse('2027-01-01T00:00:00Z');

describe('a span of days', () => {
  test('has a day of 23 hours in spring and one of 25 in autumn, by the clock on the wall', () => {
    const spring = spanOf(MADRID, '2026-03-29', '2026-03-29', LATER);
    expect(spring.hours.map(({ hour }) => hour)).toEqual([
      0,
      1,
      ...Array.from({ length: 21 }, (_, n) => n + 3),
    ]);
    expect(spring.to - spring.from).toBe(23 * HOUR);
    const autumn = spanOf(MADRID, '2026-10-25', '2026-10-25', LATER);
    expect(autumn.hours.map(({ hour }) => hour).slice(0, 5)).toEqual([0, 1, 2, 2, 3]);
    expect(autumn.hours).toHaveLength(25);
    const both = spanOf(MADRID, '2026-10-24', '2026-10-26', LATER);
    expect(both.days).toHaveLength(3);
    expect(both.to - both.from).toBe((24 + 25 + 24) * HOUR);
  });

  test('that ends before it begins, is too long, or is ahead of us is refused with a sentence', () => {
    const refused = (from: string, to: string) => {
      try {
        spanOf(MADRID, from, to, Date.parse('2026-11-22T13:00:00Z'));
        return null;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(refused('2026-11-22', '2026-11-21')).toBe('span-backwards');
    expect(refused('2025-10-01', '2026-11-21')).toBe('span-too-long');
    expect(refused('2026-11-23', '2026-11-23')).toBe('span-ahead');
    expect(refused('2026-02-30', '2026-03-01')).toBe('invalid-input');
    expect(refused('2026-11-20', '2026-11-30')).toBeNull();
  });
});

describe('the tables of a span', () => {
  async function desk() {
    const records = memoryRecords();
    const random = randomFrom(9);
    const from = Date.parse('2026-10-23T20:00:00Z');
    for (let each = 0; each < 200; each++) {
      const facts = generatedCall(random, from + Math.floor(random() * 80 * HOUR));
      const call = `c${each}`;
      await memoryCalls(records).save(
        facts.map((fact, seq) => ({ node: `n${each}`, seq: seq + 1, at: fact.at, call, fact })),
      );
    }
    return new FigureDesk({
      figures: memoryFigures(records, () => LATER),
      settings: memoryCentre(records),
      people: memoryPeople(records),
      clock: fakeClock(LATER),
      timezone: MADRID,
    });
  }
  const span = { from: '2026-10-24', to: '2026-10-26' };

  test('add up to the same total whatever the rows are, over the night on which the clocks are changed', async () => {
    const figures = await desk();
    const whole = (await figures.table(span, 'day')).total;
    for (const by of GROUPS) {
      const { rows, total } = await figures.table(span, by);
      for (const count of COUNT_IDS) {
        expect(close(total[count]), `${count} by ${by}`).toBe(close(whole[count]));
        if (!FAMILIES_BY[by].includes(familyOf(count))) continue;
        const sum = rows.reduce((all, row) => all + (row.counts[count] ?? Number.NaN), 0);
        expect(close(sum), `${count} by ${by}`).toBe(close(total[count]));
      }
    }
    const days = await Promise.all(
      ['2026-10-24', '2026-10-25', '2026-10-26'].map(day => figures.table({ from: day, to: day }, 'hour')),
    );
    expect(days.map(({ rows }) => rows.length)).toEqual([24, 25, 24]);
    expect(days.reduce((all, { total }) => all + (total.callsIn ?? 0), 0)).toBe(whole.callsIn);
    const hours = await figures.table(span, 'hour');
    expect(hours.rows.map(({ key }) => key).slice(0, 3)).toEqual(['00', '01', '02']);
  });

  test('lead from each row to as many calls as it says', async () => {
    const figures = await desk();
    for (const by of GROUPS) {
      const { rows } = await figures.table(span, by);
      const counts = COUNT_IDS.filter(count => familyOf(count) !== 'time' && !/Ms$|Sum$/.test(count));
      for (const { key, counts: told } of rows.slice(0, 2))
        for (const count of counts.filter(one => FAMILIES_BY[by].includes(familyOf(one))))
          expect(
            await (await figures.callsBehind({ ...span, count, row: { by, key } })).count(),
            `${count} ${by} ${key}`,
          ).toBe(told[count]);
    }
    await expect(figures.callsBehind({ ...span, count: 'readyMs' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(
      figures.callsBehind({ ...span, count: 'callsIn', row: { by: 'agent', key: 'ana' } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('go into a file with their definitions, which no spreadsheet computes', async () => {
    const figures = await desk();
    const wanted = { ...span, queue: '=HYPERLINK("x")' };
    const told = { language: 'es', timezone: MADRID, country: 'ES', names: await figures.names() } as const;
    const text = tableCsv(await figures.table(wanted, 'queue'), wanted, 'queue', told);
    expect(
      text.startsWith('\uFEFF"Período";"2026-10-24 – 2026-10-26";"hora de Europe/Madrid";"\'=HYPERLINK'),
    ).toBe(true);
    const file = tableCsv(await figures.table(span, 'queue'), span, 'queue', told);
    expect(file).toContain('"contestadas a tiempo ÷ contestadas de la cola"');
    expect(file).toMatch(/"averias";.*"\d+,\d"/);
    expect(file).toContain('"Total";');
  });
});

describe('the metric dictionary', () => {
  test('has each figure in both languages, with its formula in the words of what is counted', () => {
    for (const id of METRIC_IDS) {
      const { name, meaning } = DICTIONARY[id];
      for (const words of [name, meaning])
        expect(words.es !== words.en || /MOS|ASA/.test(words.es), id).toBe(true);
      expect(formulaText(id, 'es').length).toBeGreaterThan(3);
      expect(termsOf(id).length).toBeGreaterThan(0);
    }
    expect(formulaText('serviceLevelLong', 'es')).toBe(
      'contestadas a tiempo ÷ (contestadas de la cola + abandonadas en la cola − abandonadas en menos de 5 s)',
    );
  });

  test('has three service levels that differ where callers hang up, and says nothing of nothing', () => {
    const counts = { answered: 8, answeredWithin: 6, abandoned: 4, abandonedShort: 2, abandonedWithin: 3 };
    expect(figureOf('serviceLevel', counts)).toBe(6 / 8);
    expect(figureOf('serviceLevelAll', counts)).toBe(6 / 12);
    expect(figureOf('serviceLevelLong', counts)).toBe(6 / 10);
    expect(figureOf('serviceLevelBoard', counts)).toBe(9 / 12);
    expect(figureOf('serviceLevel', { answered: 0, answeredWithin: 0 })).toBeNull();
    expect(figureOf('occupancy', { ...counts })).toBeNull();
    expect(numberText(null, 'share', 'es')).toBe('');
    expect(numberText(0.8333, 'share', 'es')).toBe('83,3');
  });
});

/** Sums of fractions depend on their order. */
const close = (value: SomeCounts[keyof SomeCounts]) => Number((value ?? Number.NaN).toFixed(4));
