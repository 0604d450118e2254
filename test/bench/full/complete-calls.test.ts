import { expect, test } from 'vitest';
import { faultsOf, IN_TIME_MS } from './complete-calls.ts';
import type { Fate, OfferedCall } from './offered.ts';

const call = (fate: Fate, { ringMs = 10, answerMs = 5 } = {}): OfferedCall => ({
  caller: '4241000000',
  fate,
  status: fate === 'refused' ? 503 : undefined,
  pace: 0,
  at: 0,
  ringMs: fate === 'served' ? ringMs : undefined,
  answerMs: fate === 'served' ? answerMs : undefined,
  heldMs: 300,
});
const served = (count: number, times: { ringMs?: number; answerMs?: number } = {}): OfferedCall[] =>
  Array.from({ length: count }, () => call('served', times));
const books = { missing: 0, doubled: 0, lateMs: 0 };

test('a step is borne when all are served in time, and 5 % may be late', () => {
  expect(faultsOf(served(100), books)).toEqual([]);
  expect(faultsOf([...served(95), ...served(5, { ringMs: 9_000, answerMs: 9_000 })], books)).toEqual([]);
});

test('a step whose callers are answered in time but wait for an agent is not borne', () => {
  const late = served(6, { ringMs: IN_TIME_MS });
  expect(faultsOf([...served(94), ...late], books)).toEqual(['ring p95 not below 250 ms']);
  expect(faultsOf([...served(94), ...served(6, { answerMs: IN_TIME_MS })], null)).toEqual([
    'p95 of INVITE → 200 not below 250 ms',
  ]);
});

test('one who is refused is enough, and so is one without a ticket or with two', () => {
  expect(faultsOf([...served(99), call('refused')], books)).toEqual(['1 not served']);
  expect(faultsOf(served(10), { ...books, missing: 1, doubled: 2 })).toEqual([
    '1 without call or ticket',
    '2 with two',
  ]);
});

test('a step of which nobody reached an agent is late, too', () => {
  expect(faultsOf([call('silent')], null)).toHaveLength(3);
});
