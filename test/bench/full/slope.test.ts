import { expect, test } from 'vitest';
import { randomFrom } from '../../kit/random.ts';
import { batchMeans, slopeOf, studentT } from './slope.ts';

/** `y = 5 + slope × x`, scattered by ± `by`. */
function line(slope: number, { count, by, seed = 1 }: { count: number; by: number; seed?: number }) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, x) => ({ x, y: 5 + slope * x + by * (2 * random() - 1) }));
}

test('a line has its slope, without any doubt', () => {
  for (const count of [5, 20, 133]) {
    const { slope, low, high } = slopeOf(line(3, { count, by: 0 }));
    for (const each of [slope, low, high]) expect(each).toBeCloseTo(3, 9);
  }
});

test('known points have the interval of the textbook', () => {
  // Slope 0.6, its standard error √(2.4 / 3 / 10), t(3) = 3.182.
  const { slope, low, high } = slopeOf([2, 4, 5, 4, 5].map((y, x) => ({ x, y })));
  expect(slope).toBeCloseTo(0.6, 9);
  expect(high - slope).toBeCloseTo(0.9, 1);
  expect(slope - low).toBeCloseTo(high - slope, 9);
});

test('of scattered lines about one in twenty lies outside of its interval', () => {
  const misses = Array.from({ length: 400 }, (_, seed) => {
    const { low, high } = slopeOf(line(0.5, { count: 100, by: 40, seed: seed + 1 }));
    return low > 0.5 || high < 0.5;
  }).filter(Boolean).length;
  expect(misses).toBeGreaterThan(5);
  expect(misses).toBeLessThan(40);
});

test('neighbouring samples are taken together, each once', () => {
  const means = batchMeans(
    Array.from({ length: 7 }, (_, x) => ({ x, y: 1 })),
    3,
  );
  expect(means.map(({ x }) => x)).toEqual([0.5, 3, 5.5]);
});

test('Student’s t is that of the tables', () => {
  for (const [freedom, t] of [
    [4, 2.776],
    [10, 2.228],
    [18, 2.101],
    [1_000, 1.962],
  ] as const) {
    expect(studentT(freedom) / t).toBeCloseTo(1, 2);
  }
});

test('two samples say nothing', () => {
  expect(slopeOf(line(1, { count: 2, by: 0 })).high).toBeNaN();
});
