import { expect, test } from 'vitest';
import { waitUntil, within } from './wait-until.ts';

test('what becomes true is given back', async () => {
  let looks = 0;
  expect(
    await waitUntil(() => (++looks >= 3 ? `vez ${looks}` : undefined), { what: 'three looks', every: 1 }),
  ).toBe('vez 3');
});

test('zero and the empty text count as found', async () => {
  expect(await waitUntil(() => 0, { what: 'a number' })).toBe(0);
});

test('what never becomes true is named, with the last fault', async () => {
  const look = () => {
    throw new Error('sin conexión');
  };
  await expect(waitUntil(look, { within: 30, every: 5, what: 'the server' })).rejects.toThrow(
    'not within 30 ms: the server (last error: sin conexión)',
  );
});

test('a promise that hangs is named', async () => {
  await expect(within(20, 'the answer', new Promise(() => undefined))).rejects.toThrow(
    'not within 20 ms: the answer',
  );
});
