import { expect, test } from 'vitest';
import { messageFor } from '../../src/live/cut.ts';
import type { NumberedEvent } from '../../src/live/event-ring.ts';
import { NOTHING_IN_HAND, type Reader, sightOf } from '../../src/rights/sight.ts';

const screen: Reader = { id: 'tv', role: 'wallboard', level: 1, queues: [], areas: [] };
const told = (gone: readonly string[]) => {
  const event = { kind: 'change', seq: 7, put: {}, gone: { alarms: gone }, before: new Map() };
  return messageFor(screen, sightOf(screen, NOTHING_IN_HAND), event as unknown as NumberedEvent);
};

test('a wall is told which of its alarms are over, and of no other, whose id may name a person', () => {
  expect(told(['line-away.trunk', 'voice-agent:ana', 'outgoing-lock:luis', 'voice-quality'])).toEqual({
    kind: 'change',
    seq: 7,
    put: {},
    gone: { alarms: ['line-away.trunk', 'voice-quality'] },
  });
  expect(told(['astray:ana', 'long-calls'])).toBeNull();
});
