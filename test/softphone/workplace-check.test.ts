import { describe, expect, test } from 'vitest';
import { hearsProbe, type Moment, powerAt } from '../../softphone/phone/echo-look.ts';
import { PROBE_EVERY_S, PROBE_HZ } from '../../softphone/phone/probe.ts';
import type { WayResult } from '../../softphone/phone/way-check.ts';
import { WayCount, type WayFigures } from '../../softphone/phone/way-figures.ts';
import { checkedBy, isCheckedToday } from '../../softphone/state/checked.ts';
import {
  CHECKS,
  hasSpoken,
  heardSaid,
  hearsOutcome,
  isComplete,
  lineOutcome,
  linkOutcome,
  NOTHING_SAID,
  newCheck,
  type Outcomes,
  toMend,
  wayOutcome,
} from '../../softphone/state/workplace-check.ts';
import { randomFrom } from '../kit/random.ts';

const RATE = 48_000;
const SIZE = 8192;

/** What a microphone hears, moment by moment: the sum of these sounds, each a function of the time in s. */
function heard(...sounds: ((at: number) => number)[]): Moment[] {
  const moments: Moment[] = [];
  for (let at = 0.2; at < 2; at += 0.08) {
    const samples = new Float32Array(SIZE);
    for (let i = 0; i < SIZE; i++) {
      const then = at - (SIZE - i) / RATE;
      samples[i] = sounds.reduce((sum, sound) => sum + sound(then), 0);
    }
    moments.push({ at: at * 1000, samples, rate: RATE });
  }
  return moments;
}

const sine = (hz: number, loud: number) => (at: number) => loud * Math.sin(2 * Math.PI * hz * at);
/** The probe as a loudspeaker plays it, so much later. */
const probe =
  (loud: number, late = 0.1) =>
  (at: number) => {
    const place = Math.floor((at - late) / PROBE_EVERY_S);
    const hz = PROBE_HZ[place];
    const into = at - late - place * PROBE_EVERY_S;
    return hz === undefined || into > 0.4 ? 0 : sine(hz, loud)(at);
  };
const noise = (loud: number) => {
  const random = randomFrom(7);
  return () => loud * (random() * 2 - 1);
};
/** A voice: many harmonics of a pitch that glides. */
const voice = (loud: number) => (at: number) => {
  const turn = 2 * Math.PI * (120 * at + 6 * Math.sin(2 * at));
  let sum = 0;
  for (let harmonic = 1; harmonic < 24; harmonic++) sum += Math.sin(harmonic * turn) / harmonic;
  return (loud * sum) / 2;
};

describe('whether the microphone hears the ear', () => {
  test('the level of one frequency is that of a sine, and of nothing beside it', () => {
    const samples = Float32Array.from({ length: SIZE }, (_, i) => sine(1137, 1)(i / RATE));
    expect(powerAt(samples, RATE, 1137)).toBeCloseTo(-3, 0);
    expect(powerAt(samples, RATE, 1571)).toBeLessThan(-60);
  });

  test('it is found as it was played, also faint, late and under a voice', () => {
    expect(hearsProbe(heard(probe(0.2)))).toBe(true);
    expect(hearsProbe(heard(probe(0.01), noise(0.005)))).toBe(true);
    expect(hearsProbe(heard(probe(0.1, 0.35), voice(0.05)))).toBe(true);
  });

  test('silence, noise, a voice and a steady tone are no echo', () => {
    expect(hearsProbe(heard())).toBe(false);
    expect(hearsProbe(heard(noise(0.3)))).toBe(false);
    expect(hearsProbe(heard(voice(0.5)))).toBe(false);
    expect(hearsProbe(heard(sine(PROBE_HZ[0], 0.3)))).toBe(false);
    // Another page that plays all of them at once.
    expect(hearsProbe(heard(...PROBE_HZ.map(hz => sine(hz, 0.1)), noise(0.001)))).toBe(false);
  });

  test('what echo cancellation leaves of it is no echo', () => {
    expect(hearsProbe(heard(probe(0.0003), noise(0.0005)))).toBe(false);
  });
});

describe('what the microphone says', () => {
  const look = (loud: number) => Float32Array.from({ length: SIZE }, (_, i) => sine(200, loud)(i / RATE));
  const said = (...looks: number[]) => looks.reduce((sum, loud) => heardSaid(sum, look(loud)), NOTHING_SAID);

  test('a word is enough, a knock is not', () => {
    expect(hasSpoken(said(0.1, 0.1, 0.1, 0.1, 0.1, 0.1))).toBe(true);
    expect(hasSpoken(said(0.9, 0.9))).toBe(false);
    expect(hearsOutcome(said(0.9, 0.9))).toEqual({ is: 'bad', fault: 'quiet' });
  });

  test('nothing but zeros is a microphone that is muted elsewhere', () => {
    expect(hearsOutcome(said(0, 0, 0))).toEqual({ is: 'bad', fault: 'dead' });
    expect(hearsOutcome(said(0, 0.0005, 0))).toEqual({ is: 'bad', fault: 'quiet' });
  });
});

describe('the way to the centre', () => {
  const figures = {
    rttMs: 40,
    lossThere: 0,
    lossBack: 0,
    jitterThereMs: 2,
    jitterBackMs: 2,
    received: 300,
    relayed: false,
  };
  const there = (part: Partial<WayFigures>): WayResult => ({
    is: 'there',
    figures: { ...figures, ...part },
  });

  test('is fine, or says what is wrong with it', () => {
    expect(wayOutcome(there({}))).toEqual({ is: 'good' });
    expect(wayOutcome(there({ lossThere: null }))).toEqual({ is: 'good' });
    expect(wayOutcome(there({ lossThere: 0.05 }))).toEqual({ is: 'bad', fault: 'loses-there' });
    expect(wayOutcome(there({ lossBack: 0.05 }))).toEqual({ is: 'bad', fault: 'loses-back' });
    expect(wayOutcome(there({ rttMs: 400 }))).toEqual({ is: 'bad', fault: 'delays' });
    expect(wayOutcome(there({ jitterBackMs: 60 }))).toEqual({ is: 'bad', fault: 'jitters' });
    expect(wayOutcome({ is: 'no-way' })).toEqual({ is: 'bad', fault: 'no-way' });
    expect(wayOutcome({ is: 'refused', status: 503 })).toEqual({ is: 'bad', fault: 'refused' });
  });

  test('its figures are those since both sides know the way, of what the centre says the second report', () => {
    const count = new WayCount();
    const rows = (received: number, lost: number, report: number, fractionLost: number) => [
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: received, packetsLost: lost, jitter: 0.004 },
      { type: 'remote-inbound-rtp', timestamp: report, fractionLost, jitter: 0.01, roundTripTime: 0.2 },
      {
        type: 'candidate-pair',
        nominated: true,
        state: 'succeeded',
        localCandidateId: 'L',
        currentRoundTripTime: 0.03,
      },
      { type: 'local-candidate', id: 'L', candidateType: 'relay' },
    ];
    expect(count.take(rows(10, 5, 1, 0.5))).toMatchObject({ lossThere: null, lossBack: 0 });
    expect(count.isSaid).toBe(false);
    expect(count.take(rows(190, 25, 2, 0.1))).toEqual({
      rttMs: 30,
      lossThere: 0.1,
      // All that was lost there is missing here.
      lossBack: 0,
      jitterThereMs: 10,
      jitterBackMs: 4,
      received: 190,
      relayed: true,
    });
    expect(count.isSaid).toBe(true);
    expect(count.take(rows(260, 105, 3, 0)).lossBack).toBeCloseTo(100 / 350, 5);
    expect(new WayCount().take([])).toMatchObject({ rttMs: null, lossThere: null, lossBack: 0, received: 0 });
  });
});

test('the line and the link say why nobody would be called', () => {
  expect(lineOutcome('registered', true)).toEqual({ is: 'good' });
  expect(lineOutcome('registered', false)).toEqual({ is: 'bad', fault: 'unseen' });
  expect(lineOutcome('elsewhere', true)).toEqual({ is: 'bad', fault: 'elsewhere' });
  expect(lineOutcome('refused', false)).toEqual({ is: 'bad', fault: 'unregistered' });
  expect(linkOutcome(true, false, 30)).toEqual({ is: 'good' });
  expect(linkOutcome(true, false, null)).toEqual({ is: 'bad', fault: 'away' });
  expect(linkOutcome(true, true, 30)).toEqual({ is: 'bad', fault: 'calls-away' });
  expect(linkOutcome(true, false, 900)).toEqual({ is: 'bad', fault: 'slow' });
});

test('the end says how many things are to be mended, once all are known', () => {
  const all = (fault: boolean) =>
    Object.fromEntries(
      CHECKS.map(name => [name, fault && name === 'way' ? { is: 'bad', fault: 'no-way' } : { is: 'good' }]),
    ) as Outcomes;
  expect(isComplete(newCheck(0))).toBe(false);
  expect(isComplete({ ...newCheck(0), outcomes: all(false) })).toBe(true);
  expect(toMend({ ...newCheck(0), outcomes: all(true) })).toBe(1);
});

test('it is remembered for its person, for the day', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
  const noon = new Date(2026, 10, 30, 12).getTime();
  const memory = checkedBy('ana', storage);
  expect(memory.last()).toBeNull();
  memory.keep(newCheck(noon));
  expect(memory.last()?.at).toBe(noon);
  expect(checkedBy('luis', storage).last()).toBeNull();
  expect(isCheckedToday(memory.last(), noon + 3_600_000)).toBe(true);
  expect(isCheckedToday(memory.last(), noon + 24 * 3_600_000)).toBe(false);
  kept.set('cauce.checked.ana', '{"at":');
  expect(memory.last()).toBeNull();
});
