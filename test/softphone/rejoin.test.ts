import { describe, expect, test } from 'vitest';
import { LinkFault } from '../../softphone/link/fault.ts';
import type { CallEnd, LineState, PhoneCall } from '../../softphone/phone/phone.ts';
import { callArea } from '../../softphone/state/call-area.ts';
import { keepMute } from '../../softphone/state/kept-mute.ts';
import {
  ASK_EVERY_MS,
  callToAskFor,
  HUNG_UP_GRACE_MS,
  keepRejoined,
  missedCall,
  RING_GRACE_MS,
} from '../../softphone/state/rejoin.ts';
import { type Input, newScreen, react } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import { isUnreached, toneFor } from '../../softphone/state/workplace.ts';
import type { PhoneRest } from '../../src/agents/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';
import { scriptedPhone } from './scripted-phone.ts';

const LINK_UP: Input = { kind: 'link', up: true };
const snapshot = (phase: 'talking' | 'dialling' = 'talking', onHold = false): Input => ({
  kind: 'live-message',
  browserNow: NOON,
  message: aSnapshot(
    aCentre({
      agents: [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON - 5000 } })],
      calls: [aCall({ phase, answeredAt: NOON - 5000, onHold })],
    }),
  ),
});
const offered = (call = 'c1', phase: 'offered' | 'dialling' = 'offered'): Input => ({
  kind: 'live-message',
  browserNow: NOON,
  message: aSnapshot(
    aCentre({
      agents: [anAgent({ work: { kind: 'offered', call, since: NOON } })],
      calls: [aCall({ id: call, phase })],
    }),
  ),
});
const phone = (line: LineState['kind'], call: PhoneCall | null = null, lastEnd: CallEnd | null = null) =>
  ({ kind: 'phone', picture: { line: { kind: line } as LineState, call, lastEnd } }) satisfies Input;
const leg = { leg: 'a', call: 'c1', direction: 'in', number: '', name: '' } as const;
const asked: Input = { kind: 'asked-rejoin', call: 'c1', refused: false };

const given = (...inputs: readonly Input[]) => [LINK_UP, ...inputs].reduce(react, newScreen(WHO, NOON));

describe('a page that was loaded anew in mid-call', () => {
  test('says that it takes the call back from its first event on, and asks once its telephone is registered', () => {
    const early = given(snapshot(), phone('connecting'));
    expect(callArea(early)).toMatchObject({ kind: 'talking', voice: 'returning', id: 'c1' });
    expect(callToAskFor(early)).toBeNull();
    expect(callToAskFor(given(snapshot(), phone('registered')))).toBe('c1');
  });

  test('shows neither a ringing nor a connecting call on the way, and makes no bell ring', () => {
    for (const phase of ['ringing', 'answering'] as const) {
      const coming = given(snapshot(), phone('registered'), asked, phone('registered', { ...leg, phase }));
      expect(callArea(coming)).toMatchObject({ kind: 'talking', voice: 'returning' });
      expect(callToAskFor(coming)).toBeNull();
      expect(toneFor(coming)).toBeNull();
    }
    const back = given(
      snapshot('talking', true),
      phone('registered'),
      asked,
      phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false }),
    );
    expect(callArea(back)).toMatchObject({ kind: 'talking', voice: 'here', onHold: true });
  });

  test('does not ask while the server cannot hear it', () => {
    expect(callToAskFor(given(snapshot(), phone('registered'), { kind: 'link', up: false }))).toBeNull();
    const away: Input = {
      kind: 'live-message',
      browserNow: NOON,
      message: { kind: 'calls-away', seq: 11, away: true },
    };
    expect(callToAskFor(given(snapshot(), phone('registered'), away))).toBeNull();
  });

  test('asks again after an attempt that failed', () => {
    expect(callToAskFor(given(snapshot(), phone('registered', null, { why: 'failed' })))).toBe('c1');
    expect(callToAskFor(given(snapshot(), phone('registered', null, { why: 'cancelled' })))).toBe('c1');
    const busy = phone('registered', null, { why: 'microphone-busy' });
    expect(callToAskFor(given(snapshot(), busy))).toBe('c1');
  });

  test.each(['hung-up', 'they-hung-up', 'microphone-refused', 'microphone-missing'] as const)(
    'is not meant by one whose call ended: %s',
    why => {
      expect(missedCall(given(snapshot(), phone('registered', null, { why })))).toBeNull();
    },
  );

  test('leaves the call to the tab that has the telephone', () => {
    const other = given(snapshot(), {
      kind: 'phone',
      picture: { line: { kind: 'elsewhere', taken: false }, call: null, lastEnd: null },
    });
    expect(missedCall(other)).toBeNull();
    expect(callArea(other)).toMatchObject({ kind: 'talking', voice: 'elsewhere' });
  });

  test('is not a page that still talks, nor one of a desk telephone', () => {
    const talks = phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false });
    expect(missedCall(given(snapshot(), talks))).toBeNull();
    const desk = { ...WHO, person: { ...WHO.person, phoneKind: 'sip' as const }, phone: null };
    expect(missedCall([LINK_UP, snapshot()].reduce(react, newScreen(desk, NOON)))).toBeNull();
  });

  test('waits with a call-back until the customer has answered', () => {
    expect(missedCall(given(snapshot('dialling'), phone('registered')))).toBeNull();
  });
});

function page(fault: string | null = null, picture = snapshot()) {
  const clock = fakeClock();
  const store = createStore(newScreen(WHO, NOON), react);
  const orders: string[] = [];
  const api = {
    rejoin: async (call: string, takeOver: boolean) => {
      orders.push(`${takeOver ? 'take over' : 'rejoin'} ${call}`);
      if (fault) throw new LinkFault(fault, 409, { es: '', en: '' });
    },
  };
  const faults: string[] = [];
  const stop = keepRejoined(store, api, clock, told => faults.push(told.code));
  for (const input of [LINK_UP, picture, phone('registered')]) store.send(input);
  return { clock, store, orders, faults, stop };
}
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('asking for the call', () => {
  test('is done once, and again while nothing comes', async () => {
    const { clock, store, orders, stop } = page();
    expect(orders).toEqual(['rejoin c1']);
    store.send(snapshot());
    expect(orders).toHaveLength(1);
    clock.advance(ASK_EVERY_MS);
    expect(orders).toHaveLength(2);
    store.send(phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false }));
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toHaveLength(2);
    stop();
    expect(clock.pending()).toBe(0);
  });

  test('is done again when the leg that came was hung up, unless the call proves to be over', () => {
    const { clock, store, orders, stop } = page();
    store.send(phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false }));
    store.send(phone('registered', null, { why: 'they-hung-up' }));
    expect(orders).toHaveLength(1);
    clock.advance(HUNG_UP_GRACE_MS);
    expect(orders).toHaveLength(2);

    store.send(phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false }));
    store.send(phone('registered', null, { why: 'they-hung-up' }));
    const over = aCentre({ agents: [anAgent({ work: { kind: 'wrap-up', call: 'c1', since: NOON } })] });
    store.send({ kind: 'live-message', browserNow: NOON, message: aSnapshot(over) });
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toHaveLength(2);
    expect(store.get().rejoin).toBeNull();
    stop();
  });

  test('ends when the server leaves the voice at another telephone', async () => {
    const { clock, store, orders, stop } = page('on-desk-phone');
    await settled();
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toHaveLength(1);
    expect(callArea(store.get())).toMatchObject({ voice: 'away' });
    stop();
  });

  test('goes on when the server was only away', async () => {
    const { clock, orders, stop } = page('calls-away');
    await settled();
    clock.advance(ASK_EVERY_MS);
    expect(orders).toHaveLength(2);
    stop();
    clock.advance(ASK_EVERY_MS);
    expect(orders).toHaveLength(2);
  });
});

describe('a call that rings for this agent and not on their page', () => {
  test('is asked for when its leg had time to come, also after earlier calls', () => {
    const { clock, store, orders, stop } = page(null, offered());
    store.send(phone('registered', null, { why: 'hung-up' }));
    clock.advance(RING_GRACE_MS - 1);
    expect(orders).toEqual([]);
    clock.advance(1);
    expect(orders).toEqual(['rejoin c1']);
    clock.advance(ASK_EVERY_MS);
    expect(orders).toEqual(['rejoin c1', 'rejoin c1']);
    stop();
    expect(clock.pending()).toBe(0);
  });

  test('is left where it rings when the server refuses, until it is another one', async () => {
    const { clock, store, orders, stop } = page('on-desk-phone', offered());
    clock.advance(RING_GRACE_MS);
    await settled();
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toEqual(['rejoin c1']);
    store.send(offered('c2'));
    clock.advance(RING_GRACE_MS);
    expect(orders).toEqual(['rejoin c1', 'rejoin c2']);
    stop();
  });

  test('is none while they call a customer back; once they talk it is asked for as ever', () => {
    const { clock, store, orders, stop } = page(null, offered('c1', 'dialling'));
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toEqual([]);
    store.send(snapshot());
    expect(orders).toEqual(['rejoin c1']);
    stop();
  });

  test('is not asked for when it rings here, nor when another one comes instead', () => {
    const { clock, store, orders, stop } = page(null, offered());
    clock.advance(RING_GRACE_MS - 1);
    store.send(offered('c2'));
    clock.advance(RING_GRACE_MS - 1);
    expect(orders).toEqual([]);
    store.send(phone('registered', { ...leg, phase: 'ringing', call: 'c2' }));
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toEqual([]);
    stop();
  });
});

describe('a muted microphone', () => {
  function memory() {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  }
  const talks = (tab: ReturnType<typeof scriptedPhone>, call: string) => {
    tab.happens({ kind: 'invited', leg: 'a', call, number: '', name: '' });
    tab.happens({ kind: 'connected', leg: 'a', at: NOON });
  };

  test('is muted again after the page was loaded anew, in the same call only', () => {
    const storage = memory();
    const before = scriptedPhone();
    keepMute(before, storage);
    talks(before, 'c1');
    expect(before.asked).toEqual([]);
    before.happens({ kind: 'muted', leg: 'a', on: true });

    const after = scriptedPhone();
    keepMute(after, storage);
    talks(after, 'c1');
    expect(after.asked).toEqual(['mute']);
    const other = scriptedPhone();
    keepMute(other, storage);
    talks(other, 'c2');
    expect(other.asked).toEqual([]);
  });

  test('that was opened again stays open', () => {
    const storage = memory();
    const before = scriptedPhone();
    keepMute(before, storage);
    talks(before, 'c1');
    before.happens({ kind: 'muted', leg: 'a', on: true });
    before.happens({ kind: 'muted', leg: 'a', on: false });
    const after = scriptedPhone();
    keepMute(after, storage);
    talks(after, 'c1');
    expect(after.asked).toEqual([]);
  });
});

describe('a call that another telephone of its person has', () => {
  const other = (line = 'u2'): Input => ({
    kind: 'live-message',
    browserNow: NOON,
    message: aSnapshot(
      aCentre({
        agents: [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON - 5000 } })],
        calls: [aCall({ phase: 'talking', answeredAt: NOON - 5000, line })],
      }),
    ),
  });
  const talks = phone('registered', { ...leg, phase: 'talking', since: NOON, muted: false });

  test('is said to be there and is not asked for, however its telephone is', () => {
    const { orders, store, clock } = page(null, other());
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toEqual([]);
    expect(callArea(store.get())).toMatchObject({ kind: 'talking', voice: 'elsewhere' });
  });

  test('is taken over when its person has said so, once, and never by itself afterwards', () => {
    const { orders, store, clock } = page(null, other());
    store.send({ kind: 'asked-take-over', call: 'c1' });
    expect(orders).toEqual(['take over c1']);
    expect(callArea(store.get())).toMatchObject({ voice: 'returning' });
    store.send(talks);
    store.send(other('u1'));
    expect(callArea(store.get())).toMatchObject({ voice: 'here' });
    store.send(phone('registered', null, { why: 'they-hung-up' }));
    store.send(other('u3'));
    clock.advance(10 * ASK_EVERY_MS);
    expect(orders).toHaveLength(1);
    expect(callArea(store.get())).toMatchObject({ voice: 'elsewhere' });
  });

  test('is taken over from another tab of this browser as soon as the telephone is here', () => {
    const { orders, store } = page(null, other('u1'));
    store.send(phone('registered', null, { why: 'hung-up' }));
    store.send({
      kind: 'phone',
      picture: { line: { kind: 'elsewhere', taken: false }, call: null, lastEnd: null },
    });
    orders.length = 0;
    store.send({ kind: 'asked-take-over', call: 'c1' });
    expect(orders).toEqual([]);
    store.send(phone('registered'));
    expect(orders).toEqual(['take over c1']);
  });

  test('stays there when the server refuses, and the person is told', async () => {
    const { store, faults } = page('call-elsewhere', other());
    store.send({ kind: 'asked-take-over', call: 'c1' });
    await settled();
    expect(faults).toEqual(['call-elsewhere']);
    expect(callArea(store.get())).toMatchObject({ voice: 'elsewhere' });
  });

  test('that rings there makes no sound here and is not asked for', () => {
    const rings: Input = {
      kind: 'live-message',
      browserNow: NOON,
      message: aSnapshot(
        aCentre({
          agents: [anAgent({ work: { kind: 'offered', call: 'c1', since: NOON } })],
          calls: [aCall({ phase: 'offered', line: 'u2' })],
        }),
      ),
    };
    const { orders, store, clock } = page(null, rings);
    clock.advance(10 * RING_GRACE_MS);
    expect(orders).toEqual([]);
    expect(callArea(store.get())).toMatchObject({ kind: 'ringing', voice: 'elsewhere' });
    expect(toneFor(store.get())).toBeNull();
  });
});

describe('a telephone that no call reaches', () => {
  const resting = (why: PhoneRest['why'], over?: true): Input => ({
    kind: 'live-message',
    browserNow: NOON,
    message: aSnapshot(
      aCentre({
        agents: [anAgent({ rest: { why, times: 1, until: NOON + 3_000, ...(over ? { over } : {}) } })],
      }),
    ),
  });

  test.each([
    ['failed', true],
    ['silent', true],
    ['unreachable', true],
    ['busy', false],
    ['refuses', false],
  ] as const)(
    'although it is registered is registered again, unless it says no by itself: %s',
    (why, again) => {
      expect(isUnreached(given(resting(why), phone('registered')))).toBe(again);
      expect(isUnreached(given(resting(why), phone('reconnecting')))).toBe(false);
      expect(isUnreached(given(resting(why, true), phone('registered')))).toBe(false);
    },
  );
});
