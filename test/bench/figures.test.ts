import { expect, test } from 'vitest';
import { median, percentile, percentileInterval, ratioOfPairs, shown } from './figures.ts';

test('the 95th percentile of twenty samples is the nineteenth', () => {
  const samples = Array.from({ length: 20 }, (_, i) => 20 - i);
  expect(percentile(samples, 0.95)).toBe(19);
  expect(percentile(samples, 0.5)).toBe(10);
  expect(percentile([7], 0.99)).toBe(7);
});

test('a percentile lies between ranks that many samples bring closer together', () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => (i + 1) / count);
  const [few, many] = [percentileInterval(upTo(100), 0.95), percentileInterval(upTo(10_000), 0.95)];
  expect([few.low, few.median, few.high]).toEqual([0.91, 0.95, 1]);
  expect(many.low).toBeCloseTo(0.9457, 3);
  expect(many.high).toBeCloseTo(0.9544, 3);
});

test('without samples there is no figure', () => {
  expect(percentile([], 0.95)).toBeNaN();
  expect(shown(Number.NaN, 'ms')).toBe('–');
});

test('the median of an even count is the mean of the middle two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test('figures show three digits', () => {
  expect(shown(1234.5, 'ms')).toBe('1235 ms');
  expect(shown(7.256, 'ms')).toBe('7.26 ms');
  expect(shown(0)).toBe('0');
});

test('the ratio of pairs is the median of their ratios, and no slow moment of the machine changes it', () => {
  const pairs = [1, 1, 5, 1, 1, 20, 1, 1].map(slow => ({ ours: 11 * slow, theirs: 10 * slow }));
  const { median: middle, low, high } = ratioOfPairs(pairs);
  expect([middle, low, high].map(each => each.toFixed(3))).toEqual(['1.100', '1.100', '1.100']);
});

test('its interval holds the median, widens with what scatters, and comes out the same again', () => {
  const scattered = (by: number) =>
    Array.from({ length: 8 }, (_, at) => ({ ours: 10 + by * ((at % 4) - 1.5), theirs: 10 }));
  const [narrow, wide] = [ratioOfPairs(scattered(0.2)), ratioOfPairs(scattered(2))];
  for (const { median: middle, low, high } of [narrow, wide]) {
    expect(low).toBeLessThanOrEqual(middle);
    expect(high).toBeGreaterThanOrEqual(middle);
  }
  expect(wide.high - wide.low).toBeGreaterThan(narrow.high - narrow.low);
  expect(ratioOfPairs(scattered(2))).toEqual(wide);
});
