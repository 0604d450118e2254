import { expect, test } from 'vitest';
import { waitOf } from '../../softphone/state/waits.ts';
import { aCall, NOON } from './pictures.ts';

test('how long a customer has waited: it counts in a line and while it rings, and is told afterwards', () => {
  const queuedAt = NOON + 1_000;
  for (const phase of ['waiting', 'offered'] as const)
    expect(waitOf(aCall({ phase, queuedAt }))).toEqual({ over: false, since: queuedAt, inAll: false });
  const talks = aCall({ phase: 'talking', queuedAt, answeredAt: queuedAt + 9_000 });
  expect(waitOf(talks)).toEqual({ over: true, ms: 9_000, inAll: false });
  // The history tells of the wait since the transfer.
  const sent = { ...talks, transfer: { from: 'p2', note: '', at: queuedAt + 5_000 } };
  expect(waitOf(sent)).toEqual({ over: true, ms: 9_000, inAll: true });
});

test('who was in no line has not waited, and of who is given out it is not told', () => {
  for (const phase of ['welcome', 'offered', 'dialling', 'ending'] as const)
    expect(waitOf(aCall({ phase, queuedAt: null }))).toBeNull();
  expect(waitOf(aCall({ phase: 'giving-out', queuedAt: NOON, answeredAt: null }))).toBeNull();
});
