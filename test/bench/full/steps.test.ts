import { expect, test } from 'vitest';
import { bestRate, nextRate, type Tried } from './steps.ts';

const ladder = { first: 10, step: 10 };

/** What is tried on a machine that bears so many calls a second. */
function triedOn(bears: number, how = ladder): Tried[] {
  const tried: Tried[] = [];
  for (let rate = nextRate(tried, how); rate !== null; rate = nextRate(tried, how)) {
    tried.push({ rate, good: rate <= bears });
  }
  return tried;
}

test('the rate goes up until a step fails, and then once between', () => {
  expect(triedOn(37).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
  expect(triedOn(33).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
  expect([bestRate(triedOn(37)), bestRate(triedOn(33))]).toEqual([35, 30]);
});

test('a machine that does not bear the first step bears none', () => {
  expect(triedOn(5)).toEqual([{ rate: 10, good: false }]);
  expect(bestRate(triedOn(5))).toBe(0);
});

test('a good step above a bad one does not count', () => {
  const tried = [
    { rate: 10, good: true },
    { rate: 20, good: false },
    { rate: 30, good: true },
  ];
  expect(bestRate(tried)).toBe(10);
});
