import { expect, test } from 'vitest';
import { bestRate, nextRate, type Tried } from './steps.ts';

const ladder = { first: 10, step: 10 };

/** What is tried on a machine that bears so many calls a second, and has nothing left from `fullFrom` on. */
function triedOn(bears: number, fullFrom = Infinity): Tried[] {
  const tried: Tried[] = [];
  for (let rate = nextRate(tried, ladder); rate !== null; rate = nextRate(tried, ladder)) {
    tried.push({ rate, good: rate <= bears, full: rate >= fullFrom });
  }
  return tried;
}

test('the rate goes up until a step fails, and then once between', () => {
  expect(triedOn(37).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
  expect(triedOn(33).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
  expect([bestRate(triedOn(37)), bestRate(triedOn(33))]).toEqual([35, 30]);
});

test('a machine that does not bear the first step bears none', () => {
  expect(triedOn(5)).toEqual([{ rate: 10, good: false, full: false }]);
  expect(bestRate(triedOn(5))).toBe(0);
});

test('nothing is tried above a good step that leaves nothing, but between a good one and a full one that failed', () => {
  expect(triedOn(Infinity, 20).map(({ rate }) => rate)).toEqual([10, 20]);
  expect(triedOn(37, 40).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
  expect(triedOn(37, 35).map(({ rate }) => rate)).toEqual([10, 20, 30, 40, 35]);
});

test('a good step above a bad one does not count', () => {
  const tried = [
    { rate: 10, good: true },
    { rate: 20, good: false },
    { rate: 30, good: true },
  ];
  expect(bestRate(tried)).toBe(10);
});
