import { describe, expect, test } from 'vitest';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { callArea, isGhost } from '../../softphone/state/call-area.ts';
import { isLongHold } from '../../softphone/state/hold.ts';
import {
  joinableLines,
  keepWaitingTold,
  linesOf,
  mayCallAnother,
  mayCallSecond,
  mayHangUpAndCall,
  shownArea,
  waitingJoins,
  waitingLine,
} from '../../softphone/state/lines.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

/** My telephone talks in the call that its leg was dialled for. */
const telephone: Input = {
  kind: 'phone',
  picture: {
    ...SILENT_PHONE,
    line: { kind: 'registered' },
    call: {
      leg: 'a',
      call: 'c1',
      direction: 'in',
      number: '',
      name: '',
      phase: 'talking',
      since: NOON,
      muted: false,
    },
  },
};
const SILENT: Input = { kind: 'phone', picture: { ...SILENT_PHONE, line: { kind: 'registered' } } };
const first: Partial<CallPicture> = { id: 'c1', phase: 'talking', answeredAt: NOON, arrivedAt: NOON };
const second: Partial<CallPicture> = { ...first, id: 'c2', arrivedAt: NOON + 9, legOf: 'c1' };

function seeing(mine: Partial<AgentPicture>, ...calls: Partial<CallPicture>[]): Screen {
  const message = aSnapshot(aCentre({ agents: [anAgent(mine)], calls: calls.map(aCall) }));
  const inputs: Input[] = [
    { kind: 'link', up: true },
    { kind: 'live-message', message, browserNow: NOON },
    telephone,
  ];
  return inputs.reduce(react, newScreen(WHO, NOON));
}
const talks = (call: string) => ({ kind: 'talking', call, since: NOON }) as const;
const owes = (call: string) => ({ kind: 'wrap-up', call, since: NOON + 20 }) as const;

describe('a call after this one', () => {
  const may = (screen: Screen) => [mayCallSecond(screen), mayCallAnother(screen), mayHangUpAndCall(screen)];

  test('may be made from a talk, at once when it is over, and when the notice of the recording is still heard', () => {
    expect(may(seeing({ work: talks('c1') }, first))).toEqual([true, false, true]);
    const notice: Partial<CallPicture> = { ...first, phase: 'offered', answeredAt: null };
    expect(may(seeing({ work: talks('c1') }, notice))).toEqual([false, false, true]);
    const over = react(seeing({ work: owes('c1') }, { ...first, phase: 'ending' }), SILENT);
    expect(may(over)).toEqual([false, true, false]);
  });

  test('may not be made while there is another one', () => {
    const two = seeing({ work: talks('c2'), beside: talks('c1') }, { ...first, away: NOON }, second);
    expect(may(two)).toEqual([false, false, false]);
    const owed = react(seeing({ work: owes('c2'), beside: owes('c1') }, first, second), SILENT);
    expect(may(owed)).toEqual([false, false, false]);
  });
});

describe('two lines on one leg', () => {
  const both = seeing(
    { work: talks('c2'), beside: talks('c1') },
    { ...first, away: NOON + 10, onHold: true },
    second,
  );

  test('the page is about the call that the leg is in, whatever it was dialled for', () => {
    expect(callArea(both)).toMatchObject({ kind: 'talking', id: 'c2', voice: 'here' });
    expect(isGhost(both)).toBe(false);
    const lines = linesOf(both);
    expect(lines.map(({ number, call, state, isAt }) => [number, call, state, isAt])).toEqual([
      [1, 'c1', 'held', false],
      [2, 'c2', 'talking', true],
    ]);
    expect(lines[0]?.since).toBe(NOON + 10);
    expect(mayCallSecond(both)).toBe(false);
  });

  test('a conference that I have left for the other line goes on, and who is alone in it waits', () => {
    const stateOf = (more: Partial<CallPicture>) => {
      const screen = seeing({ work: talks('c2'), beside: talks('c1') }, { ...first, ...more }, second);
      return linesOf(screen).map(({ state }) => state);
    };
    const colleague = (state: 'aside' | 'joined') => [
      { agent: 'p2', line: 'sp-2', state, since: NOON, note: '' },
    ];
    const left = { away: NOON + 10 };
    expect(stateOf({ ...left, colleagues: colleague('joined') })).toEqual(['goes-on', 'talking']);
    expect(stateOf({ ...left, colleagues: colleague('joined'), customerLeft: true })[0]).toBe('held');
    expect(stateOf({ ...left, colleagues: colleague('aside'), onHold: true })[0]).toBe('held');
    expect(stateOf({ colleagues: colleague('joined') })[0]).toBe('talking');
    const going = seeing(
      { work: talks('c2'), beside: talks('c1') },
      { ...first, ...left, colleagues: colleague('joined') },
      second,
    );
    expect(linesOf(going)[0]?.since).toBe(NOON + 10);
    expect(joinableLines(going)).toBe('c2');
  });

  test('say since when their customer is on hold, also the one that I am at', () => {
    const held = { ...first, onHold: true, heldSince: NOON + 30 };
    const lines = linesOf(
      seeing({ work: talks('c1'), beside: talks('c2') }, held, { ...second, away: NOON + 20 }),
    );
    expect(lines.map(({ state, since }) => [state, since])).toEqual([
      ['held', NOON + 30],
      ['held', NOON + 20],
    ]);
    expect([59_999, 60_000].map(ms => isLongHold(NOON, NOON + ms))).toEqual([false, true]);
    expect(isLongHold(null, NOON)).toBe(false);
  });

  test('are joined with a colleague on either of them, if there is one alone', () => {
    const luis = { agent: 'luis', line: null, state: 'joined', since: NOON, note: '' } as const;
    const ours = { direction: 'internal', colleagues: [luis] } as const;
    const works = { work: talks('c2'), beside: talks('c1') };
    const joins = (one: Partial<CallPicture>, other: Partial<CallPicture>) =>
      joinableLines(seeing(works, { ...first, away: NOON, onHold: true, ...one }, { ...second, ...other }));
    expect([joins({}, {}), joins(ours, {}), joins({}, ours), joins(ours, ours)]).toEqual(Array(4).fill('c2'));
    const three = { ...ours, colleagues: [luis, { ...luis, agent: 'eva' }] };
    expect([joins(three, {}), joins({}, three)]).toEqual([null, null]);
  });

  test('a second one may be called from a talk, and from nothing else', () => {
    expect(mayCallSecond(seeing({ work: talks('c1') }, first))).toBe(true);
    expect(mayCallSecond(seeing({ work: talks('c1'), beside: owes('c2') }, first))).toBe(false);
    expect(mayCallSecond(seeing({ work: owes('c1') }, { ...first, phase: 'ending' }))).toBe(false);
  });

  test('while the second is rung it is the one that the leg is in, also when the first is over', () => {
    const rung = { ...second, phase: 'dialling', answeredAt: null } as const;
    const offered = { kind: 'offered', call: 'c2', since: NOON } as const;
    const screen = seeing({ work: offered, beside: owes('c1') }, { ...first, phase: 'ending' }, rung);
    expect(callArea(screen)).toMatchObject({ kind: 'dialling', id: 'c2', voice: 'here' });
    expect(isGhost(screen)).toBe(false);
  });

  test('what the other one was about is written while this one goes on', () => {
    const over = seeing({ work: talks('c1'), beside: owes('c2') }, { ...first, onHold: true }, second);
    expect(shownArea(over)).toMatchObject({ kind: 'talking', id: 'c1', onHold: true });
    const shown = react(over, { kind: 'show-line', call: 'c2' });
    expect(shownArea(shown)).toMatchObject({ kind: 'wrap-up', id: 'c2' });
    expect(callArea(shown)).toMatchObject({ kind: 'talking', id: 'c1' });
    expect(linesOf(shown).map(({ state }) => state)).toEqual(['held', 'wrap-up']);
  });
});

describe('a call that waits while I talk', () => {
  const waits: Partial<CallPicture> = { id: 'c2', phase: 'offered', arrivedAt: NOON + 9, answeredAt: null };
  const offered = { kind: 'offered', call: 'c2', since: NOON + 9 } as const;
  const waiting = seeing({ work: talks('c1'), beside: offered }, first, waits);

  test('is on the other line, and the page stays with the talk', () => {
    expect(callArea(waiting)).toMatchObject({ kind: 'talking', id: 'c1', voice: 'here' });
    expect(waitingLine(waiting)).toMatchObject({ number: 2, call: 'c2', state: 'ringing' });
    expect(mayCallSecond(waiting)).toBe(false);
    // A second call of my own waits for nobody, and one that rings my telephone is heard by its bell.
    const calling = seeing(
      { work: offered, beside: talks('c1') },
      { ...first, away: NOON },
      { ...waits, phase: 'dialling' },
    );
    expect(waitingLine(calling)).toBeNull();
    expect(waitingLine(seeing({ work: offered, beside: owes('c1') }, first, waits))).toBeNull();
  });

  test('says when it joins by itself, where I have set so', () => {
    const joins = (talk: Partial<CallPicture>, mine: Partial<AgentPicture> = { autoJoin: true }) =>
      waitingJoins(seeing({ work: talks('c1'), beside: offered, ...mine }, { ...first, ...talk }, waits));
    expect(joins({}, {})).toBeNull();
    expect(waitingJoins(seeing({ work: talks('c1'), autoJoin: true }, first))).toBeNull();
    expect(joins({})).toBe('soon');
    expect(joins({ direction: 'out' })).toBe('if-allowed');
    expect(joins({ onHold: true })).toBe('on-hold');
    expect(joins({ farHold: true })).toBe('far-hold');
    expect(joins({ recorder: { policy: 'always', state: 'paused' } })).toBe('paused');
    const asked = { leg: 'o', dialled: '+582125550177', by: 'ana', state: 'ringing', since: NOON } as const;
    expect(joins({ outside: [asked] })).toBe('asked');
    const luis = { agent: 'luis', line: null, state: 'joined', since: NOON, note: '' } as const;
    const ours = { direction: 'internal', caller: { agent: 'luis', line: null } } as const;
    expect(joins({ ...ours, colleagues: [luis] })).toBe('soon');
    expect(joins({ ...ours, colleagues: [luis, { ...luis, agent: 'eva' }] })).toBe('several');
  });

  test('says why it does not, where nobody else can come, or who calls has not wrapped up their part', () => {
    const mine = { work: talks('c1'), beside: offered, autoJoin: true } as const;
    expect(waitingJoins(seeing(mine, { ...first, full: true }, waits))).toBe('full');
    const part = { agent: 'luis', queue: null, spoke: true, line: null };
    const caller = { agent: 'luis', line: null };
    const calls = { ...waits, direction: 'internal', caller, agent: WHO.person.id } as const;
    expect(waitingJoins(seeing(mine, { ...first, wrapUps: [part] }, calls))).toBe('owes');
    expect(waitingJoins(seeing(mine, { ...first, wrapUps: [{ ...part, agent: 'eva' }] }, calls))).toBe(
      'soon',
    );
    // With a colleague of mine it is they who come over, to the customer who waits.
    const luis = { agent: 'luis', line: null, state: 'joined', since: NOON, note: '' } as const;
    const ours = {
      ...first,
      direction: 'internal',
      caller,
      colleagues: [luis],
      agent: WHO.person.id,
    } as const;
    expect(waitingJoins(seeing(mine, ours, { ...waits, wrapUps: [part] }))).toBe('owes');
  });

  test('and of a second one that I make', () => {
    const calling = { kind: 'offered', call: 'c2', since: NOON + 9 } as const;
    const called = { ...waits, phase: 'dialling', direction: 'out', legOf: 'c1' } as const;
    const joins = (talk: Partial<CallPicture>, mine: Partial<AgentPicture> = { autoJoin: true }) =>
      waitingJoins(
        seeing({ work: calling, beside: talks('c1'), ...mine }, { ...first, away: NOON, ...talk }, called),
      );
    expect(joins({})).toBeNull();
    expect(joins({ full: true })).toBe('full');
    expect(joins({ full: true }, {})).toBeNull();
  });

  test('beside a colleague’s call that I am in is the second one, and waits until I have left that', () => {
    const me = { agent: WHO.person.id, line: null, state: 'joined', since: NOON, note: '' } as const;
    const theirs = { ...first, agent: 'luis', colleagues: [me] };
    const guest = seeing({ work: talks('c1'), beside: offered }, theirs, waits);
    expect(waitingLine(guest)).toMatchObject({ number: 2, call: 'c2' });
    expect(waitingJoins(guest)).toBe('guest');
  });

  test('waits until I have left my own call to a colleague who has not answered', () => {
    const caller = { agent: WHO.person.id, line: null };
    for (const phase of ['offered', 'voicemail'] as const) {
      const mine = { ...first, direction: 'internal', agent: 'luis', caller, phase } as const;
      expect(waitingJoins(seeing({ work: talks('c1'), beside: offered }, mine, waits))).toBe('guest');
    }
  });

  test('is told of by a tone, again and again until it waits no more', () => {
    const clock = fakeClock(NOON);
    const store = createStore(newScreen(WHO, NOON), (_: Screen, next: Screen) => next);
    const heard: string[] = [];
    const stop = keepWaitingTold(store, clock, tone => heard.push(tone));
    store.send(seeing({ work: talks('c1') }, first));
    expect(heard).toEqual([]);
    store.send(waiting);
    expect(heard).toEqual(['waits']);
    clock.advance(8_000);
    expect(heard).toHaveLength(3);
    store.send(seeing({ work: talks('c1') }, first));
    clock.advance(8_000);
    expect(heard).toHaveLength(3);
    stop();
    expect(clock.pending()).toBe(0);
  });
});
