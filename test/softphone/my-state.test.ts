import { expect, test } from 'vitest';
import { isForAfterCall, isTimed, myState } from '../../softphone/state/my-state.ts';
import { newScreen } from '../../softphone/state/screen.ts';
import { sinceSpan } from '../../softphone/words/format.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, NOON, WHO } from './pictures.ts';

const shown = (agent: Partial<AgentPicture>, call: Partial<CallPicture> = {}) => ({
  ...newScreen(WHO, NOON),
  picture: aCentre({ agents: [anAgent(agent)], calls: [aCall(call)] }),
});

test('a wish that was made in the call is for after it; one that held before holds already', () => {
  const work = { kind: 'talking', call: 'c1', since: NOON + 9_000 } as const;
  const will = { kind: 'break', code: 'bano' } as const;
  expect(isForAfterCall(shown({ work, will, willSince: NOON + 4_000 }))).toBe(true);
  expect(isForAfterCall(shown({ work, will, willSince: NOON - 4_000 }))).toBe(false);
  expect(isForAfterCall(shown({ work, willSince: NOON + 4_000 }))).toBe(false);
  expect(isForAfterCall(shown({ will, willSince: NOON + 4_000 }))).toBe(false);
});

test('who supervises a call does so since they are in it', () => {
  const one = {
    person: 'p1',
    line: null,
    mode: 'listen',
    up: true,
    seen: true,
    since: NOON + 3_000,
  } as const;
  const supervises = shown({ supervises: 'c1' }, { phase: 'talking', agent: 'p2', supervisors: [one] });
  expect(myState(supervises)).toMatchObject({ key: 'supervises', since: NOON + 3_000 });
});

test('how long somebody stands in a state is no time of the day; a call has a stopwatch', () => {
  const off = shown({ will: { kind: 'off' }, willSince: NOON });
  expect(isTimed(myState(off))).toBe(false);
  expect(isTimed(myState(shown({ work: { kind: 'talking', call: 'c1', since: NOON } })))).toBe(true);
  expect([12_000, 59_900, 882_000, 7_800_000].map(sinceSpan)).toEqual([
    '12 s',
    '59 s',
    '14 min',
    '2 h 10 min',
  ]);
});
