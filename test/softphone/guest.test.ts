import { describe, expect, test } from 'vitest';
import { callArea } from '../../softphone/state/call-area.ts';
import { mayPressKeys } from '../../softphone/state/consult.ts';
import { recorderOf } from '../../softphone/state/recorder.ts';
import { type Input, newScreen, react } from '../../softphone/state/screen.ts';
import type { CallPicture, ColleaguePicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

/** A colleague in somebody's call: to whom they send keys, and what they see of its recording. */

const seeing = (call: CallPicture): Input => ({
  kind: 'live-message',
  message: aSnapshot(
    aCentre({ agents: [anAgent({ work: { kind: 'talking', call: call.id, since: NOON } })], calls: [call] }),
  ),
  browserNow: NOON,
});

const mineAs = (change: Partial<ColleaguePicture>, call: Partial<CallPicture> = {}) => {
  const own: ColleaguePicture = {
    agent: 'p1',
    line: null,
    state: 'joined',
    since: NOON,
    note: '',
    ...change,
  };
  const there = { phase: 'talking', agent: 'p2', answeredAt: NOON, colleagues: [own], ...call } as const;
  const recorder = { policy: 'always', state: 'on' } as const;
  const area = callArea([seeing(aCall({ ...there, recorder }))].reduce(react, newScreen(WHO, NOON)));
  if (area.kind !== 'talking' || area.guest === null) throw new Error('no guest');
  return area;
};

describe('a colleague in a call', () => {
  test('sends keys to who is outside, while they talk and are heard', () => {
    expect(mayPressKeys(mineAs({}))).toBe(true);
    expect(mayPressKeys(mineAs({ muted: true }))).toBe(false);
    expect(mayPressKeys(mineAs({ state: 'aside' }, { aside: true }))).toBe(false);
    expect(mayPressKeys(mineAs({}, { customerLeft: true }))).toBe(false);
    const outside = { leg: 'x', dialled: '+58', state: 'joined', since: NOON, note: '', by: 'p2' } as const;
    expect(mayPressKeys(mineAs({}, { customerLeft: true, outside: [outside] }))).toBe(true);
  });

  test('sees whether they are recorded, which they are not while they are asked aside', () => {
    expect(recorderOf(mineAs({})).state).toBe('on');
    expect(recorderOf(mineAs({ state: 'aside' }, { aside: true })).state).toBe('off');
  });
});

describe('the keypad', () => {
  const dialling = aCall({ direction: 'out', phase: 'dialling' });
  const open = { kind: 'keypad', keypad: { call: 'c1', sent: '4' } } as const;
  const at = (...inputs: Input[]) => inputs.reduce(react, newScreen(WHO, NOON)).keypad;

  test('stays open with its keys when who is called answers, and not beyond the call', () => {
    const answered = seeing(aCall({ direction: 'out', phase: 'talking', answeredAt: NOON }));
    expect(at(seeing(dialling), open, answered)).toEqual({ call: 'c1', sent: '4' });
    const next = seeing(aCall({ id: 'c2', direction: 'out', phase: 'dialling' }));
    expect(at(seeing(dialling), open, next)).toBeNull();
  });
});
