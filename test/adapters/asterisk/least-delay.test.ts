import { expect, test } from 'vitest';
import { LeastDelay } from '../../../src/adapters/asterisk/least-delay.ts';

test('the least of a while is told, of a few nothing, and each while begins anew', () => {
  const delays = new LeastDelay();
  const taken = (...all: readonly number[]): number => {
    for (const ms of all) delays.add(ms);
    return delays.take();
  };
  expect(taken()).toBe(0);
  expect(taken(500, 500, 500)).toBe(0);
  expect(taken(90, 40, 300, 70)).toBe(40);
  expect(taken(500)).toBe(0);
  // A clock that was set back.
  expect(taken(5, -20, 3, 4)).toBe(0);
});
