import { expect, test } from 'vitest';
import { newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { isEndTold, untakenAfter } from '../../softphone/state/untaken.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const rings = anAgent({ work: { kind: 'offered', call: 'c1', since: NOON } });
const rang = anAgent({ work: { kind: 'idle', since: NOON + 20_000 }, missedToday: { ignored: 1 } });

test('who lets a call ring is told that they did not take it, and how long it rang, until the next one', () => {
  const told = (screen: Screen, agent = anAgent(), at = NOON) =>
    react(screen, {
      kind: 'live-message',
      message: aSnapshot(aCentre({ agents: [agent], calls: [aCall()] }), 10, at),
      browserNow: at,
    });
  const ringing = told(newScreen(WHO, NOON), rings);
  expect(ringing.untaken).toBeNull();
  const after = told(ringing, rang, NOON + 20_000);
  expect(after.untaken).toEqual({ at: NOON + 20_000, rangMs: 20_000 });
  expect(told(after, { ...rang, answeredToday: 1 }, NOON + 21_000).untaken).toEqual(after.untaken);
  expect(told(after, { ...rings, missedToday: { ignored: 1 } }, NOON + 30_000).untaken).toBeNull();
});

test('of a customer who gave up while it rang nothing is said against the agent', () => {
  expect(untakenAfter(null, rings, { ...rang, missedToday: {} }, NOON)).toBeNull();
});

test('what became of the last call is told for a minute, and until another state is chosen', () => {
  expect(isEndTold(rang, NOON + 30_000)).toBe(true);
  expect(isEndTold(rang, NOON + 81_000)).toBe(false);
  expect(isEndTold({ ...rang, willSince: NOON + 25_000 }, NOON + 30_000)).toBe(false);
  expect(isEndTold(rings, NOON + 1_000)).toBe(false);
});
