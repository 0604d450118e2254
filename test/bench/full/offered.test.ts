import { expect, test } from 'vitest';
import { checked } from './books.ts';
import { type Fate, fateOf, fatesOf, type OfferedCall } from './offered.ts';

const call = (fate: Fate, status?: number): OfferedCall => ({
  caller: '4241000000',
  fate,
  status,
  pace: 0,
  at: 0,
  ringMs: 5,
  answerMs: 6,
  heldMs: 300,
});

test('a caller is served only by an agent; who is answered and hung up on without one was told something', () => {
  expect(fateOf('hung-up', true)).toBe('served');
  expect(fateOf('hung-up', false)).toBe('told');
  expect(fateOf('refused', false)).toBe('refused');
  expect(fateOf('unanswered', false)).toBe('silent');
  expect(fateOf(null, true)).toBe('waiting');
});

test('how many met each fate is said with the status of who was refused', () => {
  expect(fatesOf([call('served'), call('refused', 503), call('served'), call('refused', 503)])).toBe(
    'served 2, refused with 503 2',
  );
});

test('each caller has one call and one ticket in the books', () => {
  const entries = new Map([
    ['a', { calls: 1, tickets: 1 }],
    ['b', { calls: 1, tickets: 0 }],
    ['c', { calls: 2, tickets: 2 }],
  ]);
  expect(checked(['a', 'b', 'c', 'd'], entries)).toEqual({ missing: 2, doubled: 1 });
});
