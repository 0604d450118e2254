import { describe, expect, test } from 'vitest';
import type { CallEnd, PhoneCall } from '../../softphone/phone/phone.ts';
import { callArea, isGhost } from '../../softphone/state/call-area.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { maySupervise, supervised } from '../../softphone/state/supervision.ts';
import { toneFor } from '../../softphone/state/workplace.ts';
import type { CallPicture, SupervisorPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const RITA = { ...WHO, person: { ...WHO.person, id: 'rita', username: 'rita', role: 'supervisor' as const } };
const own = (part: Partial<SupervisorPicture> = {}): SupervisorPicture => ({
  person: 'rita',
  mode: 'listen',
  up: true,
  seen: true,
  since: NOON,
  ...part,
});
const shows = (...calls: readonly CallPicture[]): Input => ({
  kind: 'live-message',
  browserNow: NOON,
  message: aSnapshot(aCentre({ agents: [anAgent(), anAgent({ id: 'rita' })], calls })),
});
const talk = (...supervisors: readonly SupervisorPicture[]) =>
  aCall({ phase: 'talking', answeredAt: NOON, ...(supervisors.length > 0 ? { supervisors } : {}) });
const asked: Input = { kind: 'supervision', supervision: { stage: 'asked', call: 'c1', agent: 'p1' } };
const leaving: Input = { kind: 'supervision', supervision: { stage: 'leaving', call: 'c1', agent: 'p1' } };
const leg = { leg: 'a', call: 'c1', direction: 'in', number: '', name: '' } as const;
const phone = (call: PhoneCall | null, lastEnd: CallEnd | null = null): Input => ({
  kind: 'phone',
  picture: { line: { kind: 'registered' }, call, lastEnd },
});
const given = (...inputs: readonly Input[]): Screen =>
  [{ kind: 'link', up: true } as const, ...inputs].reduce<Screen>(react, newScreen(RITA, NOON));

describe('the page of a supervisor in the talk of an agent', () => {
  test('asks, is called, is in it, and has left when they said so', () => {
    const stages = [
      asked,
      shows(talk(own({ up: false }))),
      shows(talk(own())),
      leaving,
      shows(talk(own())),
      shows(talk()),
    ];
    const seen = stages.map((_, at) => given(...stages.slice(0, at + 1)).supervision?.stage ?? null);
    expect(seen).toEqual(['asked', 'called', 'in', 'leaving', 'leaving', null]);
  });

  test.each([
    ['the call is over', [], 'call-over'],
    ['the agent is lost', [aCall({ phase: 'waiting', agent: null })], 'back-in-line'],
    ['they were cut off', [talk()], 'cut'],
  ])('says why it is over: %s', (_, calls, why) => {
    expect(given(asked, shows(talk(own())), shows(...calls)).supervision).toMatchObject({
      stage: 'over',
      why,
    });
  });

  test('says that their telephone did not answer', () => {
    const after = given(asked, shows(talk(own({ up: false }))), shows(talk()));
    expect(after.supervision).toMatchObject({ stage: 'over', why: 'unanswered' });
  });

  test('says nothing to who has hung up', () => {
    expect(given(shows(talk(own())), phone(null, { why: 'hung-up' }), shows(talk())).supervision).toBeNull();
  });

  test('has no call of its own: nothing rings, and the leg is let go only when it is over', () => {
    const answering = given(asked, phone({ ...leg, phase: 'answering' }));
    expect([callArea(answering).kind, toneFor(answering)]).toEqual(['idle', null]);
    const talking = phone({ ...leg, phase: 'talking', since: NOON, muted: false });
    const inIt = given(asked, talking, shows(talk(own())));
    expect([callArea(inIt).kind, isGhost(inIt)]).toEqual(['idle', false]);
    expect(isGhost(given(asked, talking, shows(talk(own())), shows(talk())))).toBe(true);
  });

  test('is that of the call when they have taken it over', () => {
    const screen = given(asked, shows(talk(own())), shows(aCall({ phase: 'talking', agent: 'rita' })));
    expect(screen.supervision).toBeNull();
  });

  test('shows the talk after the page was loaded anew', () => {
    const screen = given(shows(talk(own({ mode: 'whisper' }))));
    expect([screen.supervision?.stage, supervised(screen)?.own.mode]).toEqual(['in', 'whisper']);
  });

  test('offers the talks of others alone', () => {
    const screen = given(shows(talk()));
    const may = [
      talk(),
      aCall({ phase: 'talking', agent: 'rita' }),
      aCall({ phase: 'waiting', agent: null }),
    ];
    expect(may.map(call => maySupervise(screen, call))).toEqual([true, false, false]);
    expect(maySupervise({ who: WHO }, talk())).toBe(false);
  });
});
