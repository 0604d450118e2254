import { expect, test } from 'vitest';
import { isSenderTold } from '../../softphone/state/sent-by.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { aCall, NOON } from './pictures.ts';

const asked = { agent: 'p2', line: null, state: 'ringing', since: NOON, note: '' } as const;
const talk = (from: string, part: Partial<CallPicture> = {}) =>
  aCall({ phase: 'talking', answeredAt: NOON, transfer: { from, note: 'Sin tono', at: NOON }, ...part });

test('who takes a customer that a colleague sent is told so as long as they have them', () => {
  expect(isSenderTold(aCall({ transfer: { from: 'p2', note: '', at: NOON } }), 'p1', NOON)).toBe(true);
  expect(isSenderTold(talk('p2', { colleagues: [asked] }), 'p1', NOON + 600_000)).toBe(true);
  expect(isSenderTold(aCall(), 'p1', NOON)).toBe(false);
});

test('who is consulted about a customer that was sent on is not told that somebody comes back to them', () => {
  const call = talk('p2', { colleagues: [asked] });
  expect(isSenderTold(call, 'p2', NOON)).toBe(false);
});

test('whose own transfer came back is told until they ask another one, or a minute into the talk', () => {
  expect(isSenderTold(aCall({ transfer: { from: 'p1', note: '', at: NOON } }), 'p1', NOON)).toBe(true);
  expect(isSenderTold(talk('p1'), 'p1', NOON + 5_000)).toBe(true);
  expect(isSenderTold(talk('p1'), 'p1', NOON + 61_000)).toBe(false);
  expect(isSenderTold(talk('p1', { colleagues: [asked] }), 'p1', NOON)).toBe(false);
  expect(isSenderTold(talk('p1', { unanswered: { colleague: 'p2', why: 'ignored' } }), 'p1', NOON)).toBe(
    false,
  );
});
