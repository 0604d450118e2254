import { expect, test } from 'vitest';
import { median, percentile, shown } from './figures.ts';

test('the 95th percentile of twenty samples is the nineteenth', () => {
  const samples = Array.from({ length: 20 }, (_, i) => 20 - i);
  expect(percentile(samples, 0.95)).toBe(19);
  expect(percentile(samples, 0.5)).toBe(10);
  expect(percentile([7], 0.99)).toBe(7);
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
