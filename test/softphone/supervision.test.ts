import { describe, expect, test } from 'vitest';
import { LinkFault } from '../../softphone/link/fault.ts';
import type { CallEnd, PhoneCall } from '../../softphone/phone/phone.ts';
import { callArea, isGhost } from '../../softphone/state/call-area.ts';
import { ASK_EVERY_MS } from '../../softphone/state/rejoin.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import { maySupervise, notCalled, supervised, wayHint } from '../../softphone/state/supervision.ts';
import { keepSupervising, missedSupervision } from '../../softphone/state/supervision-back.ts';
import { keepTakeOverTold } from '../../softphone/state/take-over-told.ts';
import { toneFor } from '../../softphone/state/workplace.ts';
import { es } from '../../softphone/words/es.ts';
import type { CallPicture, SupervisorPicture } from '../../src/supervision/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const RITA = { ...WHO, person: { ...WHO.person, id: 'rita', username: 'rita', role: 'supervisor' as const } };
const own = (part: Partial<SupervisorPicture> = {}): SupervisorPicture => ({
  person: 'rita',
  line: WHO.phone?.user ?? null,
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

  test('says that the talk was over before they were in it, whether their telephone was called or not', () => {
    const why = (...inputs: readonly Input[]) => given(...inputs).supervision;
    const called = shows(talk(own({ up: false })));
    const inLine = shows(aCall({ phase: 'waiting', agent: null }));
    for (const before of [[asked], [asked, called]]) {
      expect(why(...before, shows())).toMatchObject({ stage: 'over', why: 'before-in', agent: 'p1' });
      expect(why(...before, inLine)).toMatchObject({ stage: 'over', why: 'line-before-in' });
    }
    expect(why(asked, shows(talk()))).toMatchObject({ stage: 'asked' });
    expect(notCalled(why(asked, shows(talk())), 'c1')).toMatchObject({ stage: 'over', why: 'unanswered' });
    for (const [one, call] of [
      [why(asked, called), 'c1'],
      [why(asked), 'c2'],
    ] as const)
      expect(notCalled(one, call)).toBe(one);
  });

  test('speaks of no customer where none is in the call, or none any more', () => {
    const hints = (call: CallPicture) => [wayHint(es, 'barge', call), wayHint(es, 'take-over', call)];
    const { hints: of, bargeOthers, takeOverHint, takeOverNobody } = es.supervise;
    expect(hints(talk())).toEqual([of.barge, takeOverHint]);
    for (const call of [
      { ...talk(), customerLeft: true } as const,
      { ...talk(), direction: 'internal' } as const,
    ])
      expect(hints(call)).toEqual([bargeOthers, takeOverNobody]);
  });

  test('says that their telephone did not answer', () => {
    const after = given(asked, shows(talk(own({ up: false }))), shows(talk()));
    expect(after.supervision).toMatchObject({ stage: 'over', why: 'unanswered' });
  });

  test('tells once that the call could not be taken over while their telephone rang', () => {
    const told: string[] = [];
    const store = createStore(given(asked), react);
    keepTakeOverTold(store, fault => told.push(fault.words.es));
    for (const part of [{ up: false }, { notTaken: true }, { notTaken: true, since: NOON + 1 }] as const)
      store.send(shows(talk(own(part))));
    expect(told).toEqual([expect.stringMatching(/^No se pudo tomar la llamada: /)]);
    // A page that is loaded anew has nothing new to tell.
    const anew = createStore(newScreen(RITA, NOON), react);
    keepTakeOverTold(anew, fault => told.push(fault.words.es));
    anew.send(shows(talk(own({ notTaken: true }))));
    expect(told).toHaveLength(1);
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

  test('takes its place back after it was loaded anew, and not what is at another telephone or was left', () => {
    const there = shows(talk(own()));
    const missed = (...inputs: readonly Input[]) => missedSupervision(given(...inputs));
    expect(missed(there, phone(null))).toBe('c1');
    expect(missed(there, phone(null, { why: 'failed' }))).toBe('c1');
    expect(missed(there, phone({ ...leg, phase: 'ringing' }))).toBeNull();
    expect(missed(there, phone(null, { why: 'hung-up' }))).toBeNull();
    expect(missed(there, phone(null, { why: 'they-hung-up' }))).toBeNull();
    expect(missed(shows(talk(own({ line: 'another' }))), phone(null))).toBeNull();
    expect(missed(there, leaving, phone(null))).toBeNull();
    const elsewhere = { line: { kind: 'elsewhere', taken: false }, call: null, lastEnd: null } as const;
    expect(missed(there, { kind: 'phone', picture: elsewhere })).toBeNull();
  });

  test('asks for it once its telephone is registered, and again until it comes', async () => {
    const clock = fakeClock();
    const store = createStore(newScreen(RITA, NOON), react);
    const asks: string[] = [];
    const api = { rejoinSupervision: async (call: string) => void asks.push(call) };
    const agents = [anAgent(), anAgent({ id: 'rita', phone: 'reconnecting' })];
    const centre = aCentre({ agents, calls: [talk(own())] });
    const unseen: Input = { kind: 'live-message', browserNow: NOON, message: aSnapshot(centre) };
    const stop = keepSupervising(store, api, clock);
    for (const input of [{ kind: 'link', up: true } as const, shows(talk(own()))]) store.send(input);
    expect(asks).toEqual([]);
    store.send(unseen);
    store.send(phone(null));
    expect(asks).toEqual([]);
    // The centre has heard of it, too.
    store.send(shows(talk(own())));
    expect(asks).toEqual(['c1']);
    clock.advance(ASK_EVERY_MS);
    expect(asks).toEqual(['c1', 'c1']);
    store.send(phone({ ...leg, phase: 'talking', since: NOON, muted: false }));
    clock.advance(10 * ASK_EVERY_MS);
    expect(asks).toHaveLength(2);
    stop();
    expect(clock.pending()).toBe(0);
  });

  test('gives its own call to the telephone time to ring, and asks no more where the server refuses', async () => {
    const clock = fakeClock();
    const store = createStore(newScreen(RITA, NOON), react);
    const asks: string[] = [];
    const api = {
      rejoinSupervision: async (call: string) => {
        asks.push(call);
        throw new LinkFault('call-elsewhere', 409, { es: '', en: '' });
      },
    };
    const stop = keepSupervising(store, api, clock);
    const dialled = shows(talk(own({ up: false })));
    for (const input of [{ kind: 'link', up: true } as const, phone(null), asked, dialled]) store.send(input);
    expect(asks).toEqual([]);
    clock.advance(ASK_EVERY_MS);
    expect(asks).toEqual(['c1']);
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(10 * ASK_EVERY_MS);
    expect(asks).toEqual(['c1']);
    stop();
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
