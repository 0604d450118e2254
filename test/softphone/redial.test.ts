import { describe, expect, test } from 'vitest';
import { lastMadeOf } from '../../softphone/state/redial.ts';
import { newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

/** Whom the person of a page called last. */

const card = (id: string, change: Partial<CallCard>): CallCard => ({
  id,
  direction: 'out',
  ticket: 'OA-2026-000001',
  callerNumber: '+584145550101',
  dialled: '+584145550101',
  queue: 'averias',
  agent: 'p1',
  agents: ['p1'],
  madeBy: 'p1',
  joined: [],
  arrivedAt: NOON,
  answeredAt: null,
  endedAt: NOON + 1_000,
  waitedMs: null,
  talkedMs: null,
  heldMs: null,
  outcome: 'not-reached',
  endedWhy: null,
  disposition: null,
  ...change,
});

const seeing = (screen: Screen, calls: readonly CallPicture[]): Screen =>
  react(screen, {
    kind: 'live-message',
    message: aSnapshot(aCentre({ agents: [anAgent()], calls })),
    browserNow: NOON,
  });
const dialling = aCall({
  direction: 'out',
  phase: 'dialling',
  dialled: '+584145550102',
  arrivedAt: NOON + 5_000,
});

describe('whom I called last', () => {
  test('is the newest call that I made, answered or not, as the records tell', () => {
    const given = card('c3', { agents: ['p1', 'p2'], agent: 'p1', madeBy: 'p2' });
    const came = card('c4', { direction: 'in' });
    expect(lastMadeOf('p1', [given, came, card('c2', {})], null)).toMatchObject({ id: 'c2' });
    const colleague = card('c5', { direction: 'internal', agents: ['p1', 'p2'] });
    expect(lastMadeOf('p1', [colleague], null)).toMatchObject({ id: 'c5', colleague: 'p2' });
    expect(lastMadeOf('p2', [colleague], null)).toBeNull();
  });

  test('is the one that this page saw me make, which the records do not know yet', () => {
    const made = seeing(newScreen(WHO, NOON), [dialling]);
    const over = seeing(made, []);
    expect(lastMadeOf('p1', [card('c0', {})], over.lastMade)).toEqual({
      id: 'c1',
      dialled: '+584145550102',
      colleague: null,
    });
    expect(lastMadeOf('p1', [card('c2', { arrivedAt: NOON + 9_000 })], over.lastMade)).toMatchObject({
      id: 'c2',
    });
  });

  test('is a colleague too, and no call of somebody else, nor one that came in', () => {
    const mine = aCall({
      id: 'c7',
      direction: 'internal',
      caller: { agent: 'p1', line: null },
      directTo: 'p2',
    });
    const theirs = aCall({
      id: 'c8',
      direction: 'out',
      phase: 'dialling',
      agent: 'p2',
      arrivedAt: NOON + 9_000,
    });
    const screen = seeing(newScreen(WHO, NOON), [mine, theirs, aCall({ id: 'c9', arrivedAt: NOON + 9_000 })]);
    expect(lastMadeOf('p1', [], screen.lastMade)).toEqual({ id: 'c7', dialled: '*626', colleague: 'p2' });
  });

  test('stays the newer one when it is over before an older one that talks on', () => {
    const older = aCall({
      id: 'c7',
      direction: 'internal',
      caller: { agent: 'p1', line: null },
      directTo: 'p2',
    });
    const screen = seeing(seeing(newScreen(WHO, NOON), [older, dialling]), [older]);
    expect(screen.lastMade?.id).toBe('c1');
  });
});
