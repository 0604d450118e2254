import { expect, test } from 'vitest';
import { added, alone, compared, printed } from './table.ts';

/** Four pairs whose ratio scatters by a tenth around 2. */
const pairs = [1.8, 1.9, 2.1, 2.2].map(ratio => ({ ours: ratio * 10, theirs: 10 }));

test('a bar passes only when the bad end of the interval does', () => {
  const row = (bar: { atMost: number } | { atLeast: number }) => compared({ what: 'x', bar }, pairs).met;
  expect([2.05, 2.2].map(atMost => row({ atMost }))).toEqual([false, true]);
  expect([1.95, 1.8].map(atLeast => row({ atLeast }))).toEqual([false, true]);
});

test('a limit of our own figure counts besides the ratio', () => {
  const row = (atMost: number) =>
    compared({ what: 'x', unit: 'ms', bar: { atMost: 3 }, limit: { atMost } }, pairs);
  expect([row(20).met, row(22).met, row(22).bar]).toEqual([false, true, '≤ 3×, ours ≤ 22 ms']);
});

test('where more is better the ratio is turned round', () => {
  const turned = pairs.map(({ ours, theirs }) => ({ ours: theirs, theirs: ours }));
  expect(compared({ what: 'x', inverted: true, bar: { atLeast: 1.8 } }, turned)).toMatchObject({
    ratio: '2.00× (1.80 … 2.20)',
    met: true,
  });
});

test('what is added is judged by the difference, and by its bad end', () => {
  const row = (atMost: number) => added({ what: 'x', unit: 'ms', bar: { atMost } }, pairs);
  expect(row(12)).toMatchObject({ ratio: '+10.0 (+8.00 … +12.0) ms', bar: '≤ 12 ms more', met: true });
  expect(row(11).met).toBe(false);
  expect(added({ what: 'x', bar: { atMost: 1 } }, null).met).toBeNull();
});

test('what foreign load spoiled is not measured, and neither met nor missed', () => {
  const rows = [
    compared({ what: 'x', bar: { atMost: 3 } }, null),
    alone({ what: 'y', bar: { atMost: 1 } }, null),
  ];
  expect(rows.map(row => row.met)).toEqual([null, null]);
  expect(printed(rows).match(/not measured/g)).toHaveLength(2);
  const unjudged = { ...alone({ what: 'y', bar: { atMost: 1 } }, [2]), met: null };
  expect(printed([unjudged])).toContain('not judged');
});

test('a figure that is none passes nothing', () => {
  expect(alone({ what: 'x', bar: { atMost: 1 } }, [Number.NaN]).met).toBe(false);
  expect(compared({ what: 'x', bar: { atMost: 1 } }, [{ ours: Number.NaN, theirs: 1 }]).met).toBe(false);
});
