import { expect, test } from 'vitest';
import { lacksEnd } from '../../softphone/state/recent.ts';
import { aCall, aCentre, NOON } from './pictures.ts';

const seen = aCall({ id: 'c1', arrivedAt: NOON });
const record = (id: string, outcome: 'live' | 'answered', arrivedAt = NOON) => ({ id, outcome, arrivedAt });
const over = { lastCall: seen, lastMade: null, picture: aCentre({ calls: [] }) };

test('a list lacks the end of a call of mine until the records have it', () => {
  expect(lacksEnd([], over)).toBe(true);
  expect(lacksEnd([record('c0', 'answered', NOON - 1)], over)).toBe(true);
  expect(lacksEnd([record('c1', 'live')], over)).toBe(true);
  expect(lacksEnd([record('c1', 'answered')], over)).toBe(false);
  expect(lacksEnd([], { ...over, lastCall: null, lastMade: seen })).toBe(true);
});

test('it lacks nothing while the call lives, or where there are many newer ones', () => {
  expect(lacksEnd([], { ...over, picture: aCentre({ calls: [seen] }) })).toBe(false);
  expect(lacksEnd([record('c9', 'answered', NOON + 1)], over)).toBe(false);
  expect(lacksEnd([], { ...over, lastCall: null })).toBe(false);
});
