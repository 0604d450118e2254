import { describe, expect, test } from 'vitest';
import { DARK, type Headset, type HeadsetEvent, type HeadsetLights } from '../../softphone/phone/headset.ts';
import { keepHeadset, keyOfHeadset, lightsOf } from '../../softphone/state/headset-keys.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const LEG = { leg: 'a', call: 'c1', direction: 'in', number: '', name: '' } as const;
type Leg = { readonly phase: 'ringing' } | { readonly phase: 'talking'; readonly muted: boolean } | null;

const telephone = (leg: Leg): Input => ({
  kind: 'phone',
  picture: {
    line: { kind: 'registered' },
    lastEnd: null,
    call:
      leg === null ? null : leg.phase === 'ringing' ? { ...LEG, ...leg } : { ...LEG, ...leg, since: NOON },
  },
});
const centre = (mine: Partial<AgentPicture>, ...calls: Partial<CallPicture>[]): Input => ({
  kind: 'live-message',
  browserNow: NOON,
  message: aSnapshot(aCentre({ agents: [anAgent(mine)], calls: calls.map(aCall) })),
});
const seen = (leg: Leg, mine: Partial<AgentPicture> = {}, ...calls: Partial<CallPicture>[]): Screen =>
  [{ kind: 'link', up: true } as const, centre(mine, ...calls), telephone(leg)].reduce(
    react,
    newScreen(WHO, NOON),
  );
const talks = { kind: 'talking', call: 'c1', since: NOON } as const;
const UP: Partial<CallPicture> = { phase: 'talking', answeredAt: NOON };

const idle = seen(null);
const rings = seen({ phase: 'ringing' }, { work: { kind: 'offered', call: 'c1', since: NOON } }, {});
const inTalk = (call: Partial<CallPicture> = {}, muted = false) =>
  seen({ phase: 'talking', muted }, { work: talks }, { ...UP, ...call });
const waits = seen(
  { phase: 'talking', muted: false },
  { work: talks, beside: { kind: 'offered', call: 'c2', since: NOON } },
  UP,
  { id: 'c2', directTo: 'p1', arrivedAt: NOON + 9 },
);
const twoLines = seen(
  { phase: 'talking', muted: false },
  { work: talks, beside: { kind: 'talking', call: 'c2', since: NOON } },
  { ...UP, arrivedAt: NOON + 9 },
  { ...UP, id: 'c2', onHold: true, arrivedAt: NOON, away: NOON },
);

describe('a button of the headset is the key', () => {
  const OFF: HeadsetEvent = { kind: 'hook', off: true };
  const ON: HeadsetEvent = { kind: 'hook', off: false };
  const MUTE: HeadsetEvent = { kind: 'mute', to: null };

  test('that answers what rings or waits, and hangs up a talk', () => {
    expect([rings, waits].map(each => keyOfHeadset(OFF, each))).toEqual(['answer', 'answer']);
    expect(keyOfHeadset(ON, inTalk())).toBe('hangUp');
  });

  test('of none where the headset only says that it has heard of the call', () => {
    expect([idle, inTalk()].map(each => keyOfHeadset(OFF, each))).toEqual([null, null]);
    expect([idle, rings].map(each => keyOfHeadset(ON, each))).toEqual([null, null]);
  });

  test('that mutes, and one that says how it is mutes nobody twice', () => {
    expect(keyOfHeadset(MUTE, inTalk())).toBe('mute');
    expect(keyOfHeadset({ kind: 'mute', to: true }, inTalk())).toBe('mute');
    expect(keyOfHeadset({ kind: 'mute', to: true }, inTalk({}, true))).toBeNull();
    expect([idle, rings].map(each => keyOfHeadset(MUTE, each))).toEqual([null, null]);
  });

  test('that goes to the other line, takes what waits, or holds', () => {
    const flash: HeadsetEvent = { kind: 'flash' };
    expect([inTalk(), waits, twoLines, idle].map(each => keyOfHeadset(flash, each))).toEqual([
      'hold',
      'answer',
      'line1',
      null,
    ]);
  });

  test('that refuses what rings or waits, and redials between calls', () => {
    expect([rings, waits, inTalk()].map(each => keyOfHeadset({ kind: 'reject' }, each))).toEqual([
      'refuse',
      'refuse',
      null,
    ]);
    expect([idle, inTalk()].map(each => keyOfHeadset({ kind: 'redial' }, each))).toEqual(['redial', null]);
  });
});

test('the headset shows how the call is', () => {
  const talk: HeadsetLights = { ...DARK, offHook: true, microphone: true };
  expect([idle, rings, inTalk(), waits].map(lightsOf)).toEqual([
    DARK,
    { ...DARK, ring: true },
    talk,
    { ...talk, ring: true },
  ]);
  expect(lightsOf(inTalk({}, true))).toEqual({ ...talk, mute: true, microphone: false });
  expect(lightsOf(inTalk({ onHold: true }))).toEqual({ ...talk, hold: true });
});

test('a headset is kept: its buttons press keys, its lights follow the call', () => {
  const store = createStore(idle, react);
  const shown: HeadsetLights[] = [];
  const pressed: string[] = [];
  let happens: ((event: HeadsetEvent) => void) | null = null;
  const headset = {
    listen(happened: (event: HeadsetEvent) => void) {
      happens = happened;
      return () => {
        happens = null;
      };
    },
    show: (lights: HeadsetLights) => void shown.push(lights),
  };
  const stop = keepHeadset(store, headset as unknown as Headset, key => pressed.push(key));
  store.send(centre({ work: { kind: 'offered', call: 'c1', since: NOON } }, {}));
  store.send(telephone({ phase: 'ringing' }));
  expect(shown.at(-1)).toEqual({ ...DARK, ring: true });
  (happens as ((event: HeadsetEvent) => void) | null)?.({ kind: 'hook', off: true });
  expect(pressed).toEqual(['answer']);
  stop();
  expect(happens).toBeNull();
});
