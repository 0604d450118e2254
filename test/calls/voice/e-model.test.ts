import { describe, expect, test } from 'vitest';
import { mosOf, ratingOf, stepsOf } from '../../../src/calls/voice/e-model.ts';

const fine = { loss: 0, delayMs: 0 };

describe('the E-model', () => {
  test('gives G.711 without a fault its best', () => {
    expect(ratingOf(fine)).toBeCloseTo(93.2);
    expect(mosOf(93.2)).toBeCloseTo(4.41, 2);
  });

  // G.107 Annex B, Table B.1.
  test.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('a rating of %s is an opinion of %s', (rating, mos) => {
    expect(mosOf(rating)).toBeCloseTo(mos, 1);
  });

  test('takes 95 p ÷ (p + 25.1) points for p per cent lost', () => {
    expect(ratingOf({ ...fine, loss: 0.03 })).toBeCloseTo(93.2 - (95 * 3) / 28.1);
    expect(ratingOf({ ...fine, loss: 0.1 })).toBeCloseTo(93.2 - (95 * 10) / 35.1);
  });

  test('takes more where what is lost is lost in a row', () => {
    const alone = ratingOf({ ...fine, loss: 0.05 });
    expect(ratingOf({ ...fine, loss: 0.05, burstRatio: 2 })).toBeLessThan(alone);
    expect(ratingOf({ ...fine, loss: 0.05, burstRatio: 0 })).toBe(alone);
  });

  test('takes little for delay up to 177 ms, and much beyond', () => {
    expect(ratingOf({ ...fine, delayMs: 150 })).toBeCloseTo(93.2 - 3.6);
    expect(ratingOf({ ...fine, delayMs: 400 })).toBeCloseTo(93.2 - 9.6 - 0.11 * 222.7);
  });

  test('has no rating below 0, and no opinion outside of 1 to 4.5', () => {
    expect(ratingOf({ loss: 1, delayMs: 3_000 })).toBe(0);
    for (let rating = -10; rating <= 93; rating += 1) {
      expect(mosOf(rating)).toBeGreaterThanOrEqual(1);
      expect(mosOf(rating)).toBeLessThanOrEqual(4.5);
    }
  });

  test('is shown in five steps', () => {
    expect([93, 80, 79, 60, 59, 50, 49, 0].map(stepsOf)).toEqual([5, 5, 4, 3, 2, 2, 1, 1]);
  });
});
