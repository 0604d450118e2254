import { describe, expect, test } from 'vitest';
import { isVoice, QUIET_AFTER_MS, speechRule } from '../../softphone/phone/muted-speech.ts';
import { QUIET } from '../../softphone/phone/sound.ts';
import { notice } from '../../softphone/state/notice.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { isMutedUnawares, keepSpokeMuted, TOLD_MS } from '../../softphone/state/spoke-muted.ts';
import { createStore } from '../../softphone/state/store.ts';
import { es } from '../../softphone/words/es.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const RATE = 48_000;
/** A moment of 85 ms, as `muted-meter.ts` takes it. */
const moment = (sample: (seconds: number, place: number) => number) =>
  Float32Array.from({ length: 4096 }, (_, place) => sample(place / RATE, place));
const db = (level: number) => 10 ** (level / 20);

/** The same noise each time. */
function noise(): () => number {
  let seed = 7;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed / 2_147_483_647) * 2 - 1;
  };
}
/** A vowel: the harmonics of a voice, the stronger the lower. */
const vowel = (hz: number, level: number) =>
  moment(seconds => {
    let sum = 0;
    for (let n = 1; n <= 12; n++) sum += Math.sin(2 * Math.PI * hz * n * seconds) / n;
    return sum * db(level);
  });

describe('a moment of sound', () => {
  test('is a voice when somebody speaks, high or low, loud or quiet', () => {
    for (const hz of [90, 130, 220, 300])
      for (const level of [-12, -24, -34])
        expect([hz, level, isVoice(vowel(hz, level), RATE)]).toEqual([hz, level, true]);
  });

  test('is none in a quiet room, or when somebody speaks at the next desk', () => {
    expect(
      isVoice(
        moment(() => 0),
        RATE,
      ),
    ).toBe(false);
    expect(isVoice(vowel(130, -52), RATE)).toBe(false);
    expect(isVoice(new Float32Array(0), RATE)).toBe(false);
  });

  test('is none when keys are struck, however loud', () => {
    const next = noise();
    // Each is 6 ms of noise at nearly full scale; a quick typist strikes one in the moment, or two.
    for (const clicks of [[300], [200, 2500]]) {
      const typed = moment((_, place) =>
        clicks.some(at => place >= at && place < at + 290) ? next() * db(-3) : next() * db(-60),
      );
      expect(isVoice(typed, RATE)).toBe(false);
    }
  });

  test('is none when somebody breathes into the microphone, nor of the hum of a bad cable', () => {
    const next = noise();
    expect(
      isVoice(
        moment(() => next() * db(-20)),
        RATE,
      ),
    ).toBe(false);
    expect(
      isVoice(
        moment(seconds => Math.sin(2 * Math.PI * 50 * seconds) * db(-20)),
        RATE,
      ),
    ).toBe(false);
  });
});

describe('somebody who speaks while they are muted', () => {
  /** When it was told, of moments that come each 100 ms. */
  const toldAt = (voices: readonly boolean[]): number[] => {
    const rule = speechRule(100);
    return voices.flatMap((voice, place) => (rule(voice, place * 100) ? [place * 100] : []));
  };
  const of = (count: number, voice: boolean) => Array.from({ length: count }, () => voice);

  test('is told after a few words, with the gaps between them', () => {
    const words = Array.from({ length: 20 }, (_, place) => place % 3 !== 2);
    const [first] = toldAt(words);
    expect(first).toBeGreaterThanOrEqual(700);
    expect(first).toBeLessThanOrEqual(1_200);
  });

  test('is not told of a cough, nor of single sounds now and then', () => {
    expect(toldAt([...of(4, true), ...of(30, false), ...of(4, true)])).toEqual([]);
    expect(toldAt(Array.from({ length: 100 }, (_, place) => place % 5 === 0))).toEqual([]);
  });

  test('is told again only after a while, however long they speak', () => {
    const told = toldAt(of(400, true));
    expect(told).toHaveLength(3);
    for (const [place, at] of told.entries())
      if (place > 0) expect(at - (told[place - 1] ?? 0)).toBeGreaterThanOrEqual(QUIET_AFTER_MS);
  });
});

const inTalk = (call: Partial<CallPicture> = {}, muted = true): Input[] => [
  { kind: 'link', up: true },
  {
    kind: 'live-message',
    browserNow: NOON,
    message: aSnapshot(
      aCentre({
        agents: [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON } })],
        calls: [aCall({ phase: 'talking', answeredAt: NOON, ...call })],
      }),
    ),
  },
  {
    kind: 'phone',
    picture: {
      line: { kind: 'registered' },
      lastEnd: null,
      call: {
        leg: 'a',
        call: 'c1',
        direction: 'in',
        number: '',
        name: '',
        phase: 'talking',
        since: NOON,
        muted,
      },
    },
  },
];
const seen = (...inputs: readonly Input[]): Screen => inputs.reduce(react, newScreen(WHO, NOON));

describe('the notice that nobody hears them', () => {
  test('is for a talk in which they would be heard', () => {
    expect(isMutedUnawares(seen(...inTalk()))).toBe(true);
    expect(isMutedUnawares(seen(...inTalk({}, false)))).toBe(false);
    // What is said then is meant for the room.
    expect(isMutedUnawares(seen(...inTalk({ onHold: true })))).toBe(false);
    expect(isMutedUnawares(seen(...inTalk({ farHold: true })))).toBe(false);
    expect(isMutedUnawares(seen())).toBe(false);
  });

  test('is not for who does not want it', () => {
    const settings = { ...QUIET.settings, mutedNotice: false };
    expect(isMutedUnawares(seen(...inTalk(), { kind: 'audio', audio: { ...QUIET, settings } }))).toBe(false);
  });

  test('is shown for a while, again when they go on, and is gone with the mute; so is the ear for it', () => {
    const clock = fakeClock();
    const store = createStore(seen(), react);
    let spoke: (() => void) | null = null;
    const stop = keepSpokeMuted(
      store,
      {
        listenMuted(told) {
          spoke = told;
          return () => {
            spoke = null;
          };
        },
      },
      clock,
    );
    const told = () => notice(store.get(), true, es)?.key === 'spoke-muted';
    const speak = () => (spoke as (() => void) | null)?.();
    for (const input of inTalk({}, false)) store.send(input);
    expect(spoke).toBeNull();
    for (const input of inTalk()) store.send(input);
    expect([spoke === null, told()]).toEqual([false, false]);
    speak();
    expect(told()).toBe(true);
    clock.advance(TOLD_MS);
    expect(told()).toBe(false);
    speak();
    expect(told()).toBe(true);
    for (const input of inTalk({}, false)) store.send(input);
    expect([spoke, told(), clock.pending()]).toEqual([null, false, 0]);
    for (const input of inTalk()) store.send(input);
    stop();
    expect([spoke, clock.pending()]).toEqual([null, 0]);
  });
});
