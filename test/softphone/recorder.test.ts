import { describe, expect, test } from 'vitest';
import type { Tone } from '../../softphone/phone/tones.ts';
import { announce } from '../../softphone/state/announce.ts';
import { callArea } from '../../softphone/state/call-area.ts';
import { keepPauseTold, meantBy, ordersOf, recorderOf, WARNING_MS } from '../../softphone/state/recorder.ts';
import { type Input, newScreen, react } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import { es } from '../../softphone/words/es.ts';
import { formatsOf } from '../../softphone/words/formats.ts';
import { RECORDING_POLICIES } from '../../src/queues/events.ts';
import type { CallPicture, RecorderPicture } from '../../src/supervision/events.ts';
import { RECORDER_STATES } from '../../src/supervision/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const DESK = { ...WHO, phone: null, person: { ...WHO.person, phoneKind: 'sip' as const } };
const LIMIT = 120_000;

/** The centre tells of my talk at a desk telephone, at this instant of its clock. */
const told = (recorder?: RecorderPicture, part: Partial<CallPicture> = {}, now = NOON): Input => {
  const call = aCall({ phase: 'talking', answeredAt: NOON, ...(recorder ? { recorder } : {}), ...part });
  const agents = [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON } })];
  const message = { ...aSnapshot(aCentre({ agents, calls: [call] })), now };
  return { kind: 'live-message', message, browserNow: now };
};
const screen = (...inputs: Input[]) => inputs.reduce(react, newScreen(DESK, NOON));
const shown = (...inputs: Input[]) => {
  const area = callArea(screen(...inputs));
  if (area.kind !== 'talking') throw new Error(`nobody talks: ${area.kind}`);
  return recorderOf(area);
};
const paused = (until: number): RecorderPicture => ({ policy: 'always', state: 'paused', until });

describe('the recording of a talk', () => {
  test('is what the centre tells, and by an older server at least whether it runs', () => {
    expect(shown(told(paused(NOON + 1)))).toEqual(paused(NOON + 1));
    expect(shown(told(undefined, { recording: true }))).toMatchObject({ state: 'on' });
    expect(shown(told(undefined, { recording: false }))).toMatchObject({ state: 'off' });
  });

  test('has the buttons of its policy', () => {
    const buttons = (policy: RecorderPicture['policy']) =>
      Object.fromEntries(RECORDER_STATES.map(state => [state, ordersOf({ policy, state }).join(' ')]));
    expect(buttons('always')).toEqual({
      on: 'pause',
      waits: 'pause',
      pausing: 'resume pause',
      paused: 'resume pause',
      notice: '',
      off: 'start',
    });
    expect(buttons('on-demand')).toMatchObject({
      on: 'pause stop',
      paused: 'resume pause stop',
      notice: 'stop',
      off: 'start',
    });
    for (const state of RECORDER_STATES) expect(ordersOf({ policy: 'never', state })).toEqual([]);
  });

  test('has two keys; the one that pauses never begins a recording', () => {
    for (const policy of RECORDING_POLICIES)
      for (const state of RECORDER_STATES) {
        const recorder = { policy, state };
        expect(meantBy('pauseRecording', recorder)).toBe(/^paus/.test(state) ? 'resume' : 'pause');
        expect(meantBy('record', recorder)).toBe(state === 'off' ? 'start' : 'stop');
      }
  });

  test('is told to who cannot see it', () => {
    const say = (before: Input, after: Input) =>
      announce(screen(before), screen(after), {
        words: es,
        say: words => words.es,
        formats: formatsOf('es', null),
      });
    const on: RecorderPicture = { policy: 'always', state: 'on' };
    expect(say(told(on), told(paused(NOON)))).toBe(es.recorder.announced.paused);
    expect(say(told(paused(NOON)), told(on))).toBe(es.recorder.announced.on);
    expect(say(told(on), told({ ...on, state: 'pausing' }))).toBeNull();
    // Of a hold the hold itself is told.
    expect(say(told(on), told({ ...on, state: 'waits' }, { onHold: true }))).toBe(es.announce.held);
  });
});

describe('the end of a pause', () => {
  function page() {
    const clock = fakeClock(NOON);
    const store = createStore(newScreen(DESK, clock.now()), react);
    const tones: Tone[] = [];
    keepPauseTold(store, clock, tone => tones.push(tone));
    const tells = (recorder: RecorderPicture, part?: Partial<CallPicture>) =>
      store.send(told(recorder, part, clock.now()));
    return { clock, tones, tells };
  }
  const on: RecorderPicture = { policy: 'always', state: 'on' };

  test('is near, and has come: each has its tone', () => {
    const { clock, tones, tells } = page();
    tells(paused(NOON + LIMIT));
    clock.advance(LIMIT - WARNING_MS - 1);
    expect(tones).toEqual([]);
    clock.advance(1);
    expect(tones).toEqual(['pause-ends']);
    clock.advance(WARNING_MS);
    tells(on);
    expect(tones).toEqual(['pause-ends', 'pause-over']);
    clock.advance(LIMIT);
    expect(tones.length).toBe(2);
  });

  test('has come on hold, too', () => {
    const { clock, tones, tells } = page();
    tells(paused(NOON + LIMIT));
    clock.advance(LIMIT);
    tells({ ...on, state: 'waits' }, { onHold: true });
    expect(tones).toEqual(['pause-ends', 'pause-over']);
  });

  test('is put off, and the warning with it', () => {
    const { clock, tones, tells } = page();
    tells(paused(NOON + LIMIT));
    clock.advance(LIMIT / 2);
    tells(paused(NOON + LIMIT / 2 + LIMIT));
    clock.advance(LIMIT / 2);
    expect(tones).toEqual([]);
    clock.advance(LIMIT / 2);
    expect(tones).toEqual(['pause-ends']);
  });

  test('by my own wish, or with the call, has no tone', () => {
    const mine = page();
    mine.tells(paused(NOON + LIMIT));
    mine.clock.advance(5_000);
    mine.tells(on);
    mine.clock.advance(LIMIT);
    expect(mine.tones).toEqual([]);
    const over = page();
    over.tells(paused(NOON + 1_000));
    over.tells(on, { phase: 'ending' });
    over.clock.advance(LIMIT);
    expect(over.tones).toEqual([]);
  });
});
