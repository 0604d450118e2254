import { afterEach, expect, test } from 'vitest';
import { LoopLag } from '../../src/kit/loop-lag.ts';
import { waitUntil } from './wait-until.ts';

const lag = new LoopLag();
afterEach(() => lag.stop());

/** Keeps this process busy. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('the least delay is told: work without end shows, a single pause does not', async () => {
  lag.start();
  await waitUntil(() => lag.take() < 20, { what: 'it keeps up' });
  // While somebody looks without letting go, nothing else gets its turn.
  work(200);
  expect(lag.take()).toBeGreaterThan(100);
  await waitUntil(() => lag.take() < 20, { what: 'it keeps up again' });
  lag.stop();
  expect(lag.take()).toBe(0);
});
