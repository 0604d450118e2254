import { describe, expect, test } from 'vitest';
import { actsNow, type CallKey, isToClassify } from '../../softphone/state/call-keys.ts';
import { timeOf } from '../../softphone/state/key-table.ts';
import { newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const KEYS: readonly CallKey[] = [
  'answer',
  'refuse',
  'hold',
  'mute',
  'hangUp',
  'help',
  'pauseRecording',
  'record',
  'transfer',
  'swap',
  'conference',
  'people',
  'keypad',
  'line1',
  'line2',
  'flash',
  'disposition',
  'summary',
];

type Leg = NonNullable<Screen['phone']['call']>;
const OWN = { call: 'c1', leg: 'l1', direction: 'in', number: '', name: '' } as const;
const RINGS: Leg = { ...OWN, phase: 'ringing' };
const TALKS: Leg = { ...OWN, phase: 'talking', since: NOON, muted: false };

interface Moment {
  readonly agent?: Partial<AgentPicture>;
  readonly calls?: readonly CallPicture[];
  readonly leg?: Leg | null;
  readonly who?: typeof WHO;
}

function at({ agent = {}, calls = [], leg: own = null, who = WHO }: Moment): Screen {
  const picture = aCentre({ agents: [anAgent({ phone: 'registered', ...agent })], calls: [...calls] });
  const told = react(newScreen(who, NOON), {
    kind: 'live-message',
    message: aSnapshot(picture),
    browserNow: NOON,
  });
  return { ...told, phone: { ...told.phone, line: { kind: 'registered' }, call: own } };
}

const acting = (screen: Screen): CallKey[] => KEYS.filter(name => actsNow(name, screen));
const talking = { work: { kind: 'talking', call: 'c1', since: NOON } } as const;
const talk = (part: Partial<CallPicture> = {}) =>
  aCall({ phase: 'talking', answeredAt: NOON, ticket: 'OA-2026-000001', ...part });

describe('the keys of a call', () => {
  test('do nothing without one', () => {
    expect(acting(at({}))).toEqual([]);
  });

  test('answer and refuse one that rings here, and do not hang it up', () => {
    const rings = at({
      agent: { work: { kind: 'offered', call: 'c1', since: NOON } },
      calls: [aCall({ ticket: 'OA-2026-000001' })],
      leg: RINGS,
    });
    expect(acting(rings)).toEqual(['answer', 'refuse', 'disposition', 'summary']);
  });

  test('neither answer nor refuse what rings at a telephone on the desk, and say so', () => {
    const who = { ...WHO, phone: null, person: { ...WHO.person, phoneKind: 'sip' as const } };
    const rings = at({
      who,
      agent: { work: { kind: 'offered', call: 'c1', since: NOON } },
      calls: [aCall({ ticket: 'OA-2026-000001' })],
    });
    expect(acting(rings)).toEqual(['disposition', 'summary']);
    expect(timeOf('answer', rings)).toBe('waits');
    expect(timeOf('answer', at({}))).toBe('ringing');
  });

  test('do in a talk what its buttons do', () => {
    const talks = acting(at({ agent: talking, calls: [talk()], leg: TALKS }));
    expect(talks).toEqual([
      'hold',
      'mute',
      'hangUp',
      'help',
      'transfer',
      'keypad',
      'flash',
      'disposition',
      'summary',
    ]);
  });

  test('order of the recording what its queue leaves to the agent', () => {
    const recorded = (policy: 'always' | 'on-demand', state: 'on' | 'off' | 'paused') =>
      acting(at({ agent: talking, calls: [talk({ recorder: { policy, state } })], leg: TALKS })).filter(
        name => ['pauseRecording', 'record'].includes(name),
      );
    expect(recorded('always', 'on')).toEqual(['pauseRecording']);
    expect(recorded('on-demand', 'off')).toEqual(['record']);
    expect(recorded('on-demand', 'paused')).toEqual(['pauseRecording', 'record']);
  });

  test('wait for the voice: one that is on another page is neither muted, held nor hung up here', () => {
    const elsewhere = at({ agent: talking, calls: [talk({ line: 'another' })], leg: null });
    for (const name of ['mute', 'keypad'] as const) expect(acting(elsewhere)).not.toContain(name);
  });

  test('of a consultation act once the colleague has answered', () => {
    const asked = (state: 'ringing' | 'aside') =>
      at({
        agent: talking,
        calls: [
          talk({ aside: true, colleagues: [{ agent: 'p2', line: null, state, since: NOON, note: '' }] }),
        ],
        leg: TALKS,
      });
    expect(acting(asked('ringing'))).toContain('transfer');
    for (const name of ['swap', 'conference'] as const) {
      expect(acting(asked('ringing'))).not.toContain(name);
      expect(acting(asked('aside'))).toContain(name);
    }
    expect(acting(asked('aside'))).not.toContain('flash');
  });

  test('in wrap-up are those of what is written, and a second call', () => {
    const wrapsUp = at({
      agent: { work: { kind: 'wrap-up', call: 'c1', since: NOON } },
      calls: [talk()],
    });
    expect(acting(wrapsUp)).toEqual(['flash', 'disposition', 'summary']);
    expect(isToClassify(wrapsUp)).toBe(true);
  });
});
