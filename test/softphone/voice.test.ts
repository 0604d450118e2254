import { describe, expect, test } from 'vitest';
import { VoiceMeter } from '../../softphone/phone/voice-meter.ts';
import { agentsSentence, ownSentence, voiceNews } from '../../softphone/state/voice-sign.ts';
import { isDue, withSpan } from '../../softphone/state/voice-told.ts';
import { voiceWords as en } from '../../softphone/words/en/voice.ts';
import { voiceWords as es } from '../../softphone/words/es/voice.ts';
import { VOICE_SIDES, VOICE_TROUBLES } from '../../src/calls/voice/diagnosis.ts';
import { MOST_SAMPLES, type VoiceSample } from '../../src/calls/voice/figures.ts';

const START = 1_700_000_000_000;

/** What a browser says at a moment, ms after the start. */
function stats(
  at: number,
  heard: { readonly received: number; readonly lost?: number; readonly jitter?: number },
  reports: {
    readonly sent?: readonly [at: number, packets: number];
    readonly said?: readonly [at: number, loss: number, lost?: number];
  } = {},
): Record<string, unknown>[] {
  const { received, lost = 0, jitter = 0.001 } = heard;
  return [
    { type: 'codec' },
    {
      type: 'inbound-rtp',
      kind: 'audio',
      timestamp: START + at,
      packetsReceived: received,
      packetsLost: lost,
      packetsDiscarded: 0,
      concealmentEvents: lost,
      jitter,
      jitterBufferDelay: received * 8,
      jitterBufferEmittedCount: received * 160,
    },
    {
      type: 'candidate-pair',
      nominated: true,
      state: 'succeeded',
      totalRoundTripTime: at / 10_000,
      responsesReceived: at / 1_000,
    },
    ...(reports.sent
      ? [{ type: 'remote-outbound-rtp', timestamp: START + reports.sent[0], packetsSent: reports.sent[1] }]
      : []),
    ...(reports.said
      ? [
          {
            type: 'remote-inbound-rtp',
            timestamp: START + reports.said[0],
            fractionLost: reports.said[1],
            packetsLost: reports.said[2] ?? 0,
            jitter: 0.002,
          },
        ]
      : []),
  ];
}

describe('the meter of a voice', () => {
  test('tells of what came between two looks, and of nothing before', () => {
    const meter = new VoiceMeter();
    expect(meter.take(stats(2_000, { received: 100 }))).toBeNull();
    expect(meter.take(stats(4_000, { received: 195, lost: 5, jitter: 0.012 }))).toEqual({
      ms: 2_000,
      heard: { received: 95, lost: 5, late: 0, overtaken: 0, gaps: 5, jitterMs: 12, bufferMs: 50 },
      rttMs: 100,
    });
  });

  test('knows what of that was sent to it, from the reports of the other side', () => {
    const meter = new VoiceMeter();
    meter.take(stats(2_000, { received: 100 }, { sent: [1_000, 50] }));
    expect(meter.take(stats(4_000, { received: 200 }, { sent: [1_000, 50] }))?.sent).toBeUndefined();
    // The customer's losses leave a place free: 20 of 250 were never sent.
    meter.take(stats(6_000, { received: 290, lost: 10 }, { sent: [5_000, 240] }));
    const span = meter.take(stats(12_000, { received: 560, lost: 40 }, { sent: [10_000, 465] }));
    expect(span?.sent).toEqual({ ms: 5_000, packets: 225, came: 225 });
  });

  test('knows what was overtaken, from a count of losses that goes down', () => {
    const meter = new VoiceMeter();
    meter.take(stats(2_000, { received: 97, lost: 3 }, { said: [1_500, 0.01, 2] }));
    const span = meter.take(stats(8_000, { received: 399, lost: 1 }, { said: [6_500, 0, 1] }));
    expect(span?.heard).toMatchObject({ received: 302, lost: 0, overtaken: 2 });
    expect(span?.said).toMatchObject({ loss: 0, overtaken: 1 });
  });

  test('tells what the other side reports once', () => {
    const meter = new VoiceMeter();
    meter.take(stats(2_000, { received: 100 }, { said: [1_500, 0] }));
    expect(meter.take(stats(8_000, { received: 400 }, { said: [6_500, 0.08] }))?.said).toEqual({
      ms: 5_000,
      loss: 0.08,
      jitterMs: 2,
      overtaken: 0,
    });
    expect(meter.take(stats(10_000, { received: 500 }, { said: [6_500, 0.08] }))?.said).toBeUndefined();
  });

  test('begins anew with another connection, and says nothing of none', () => {
    const meter = new VoiceMeter();
    meter.take(stats(2_000, { received: 500 }));
    expect(meter.take(stats(4_000, { received: 20 }))).toBeNull();
    expect(meter.take([])).toBeNull();
    expect(meter.take(stats(8_000, { received: 220 }))).toBeNull();
    expect(meter.take(stats(10_000, { received: 320 }))?.heard.received).toBe(100);
  });

  test('takes what a browser does not say for nothing', () => {
    const meter = new VoiceMeter();
    const row = { type: 'inbound-rtp', kind: 'audio' };
    meter.take([{ ...row, timestamp: START, packetsReceived: 1, jitter: 'much' }]);
    expect(meter.take([{ ...row, timestamp: START + 2_000, packetsReceived: 3 }])).toEqual({
      ms: 2_000,
      heard: { received: 2, lost: 0, late: 0, overtaken: 0, gaps: 0, jitterMs: 0, bufferMs: 0 },
    });
  });
});

const span = (lost = 0): VoiceSample => ({
  ms: 2_000,
  heard: { received: 100 - lost, lost, late: 0, overtaken: 0, gaps: lost, jitterMs: 2, bufferMs: 40 },
  rttMs: 30,
});
const told = (...spans: VoiceSample[]) =>
  spans.reduce<ReturnType<typeof withSpan>>((untold, each) => withSpan(untold, 'c1', each), {
    call: 'c1',
    samples: [],
    begun: true,
  });
const times = (count: number, one: VoiceSample) => Array.from({ length: count }, () => one);

describe('what a page tells of a voice', () => {
  test('is told now and then while all is well, as one span', () => {
    const calm = told(...times(7, span()));
    expect(isDue(calm, false)).toBe(false);
    const due = withSpan(calm, 'c1', span());
    expect(isDue(due, false)).toBe(true);
    expect(due.samples).toMatchObject([
      { ms: 16_000, heard: { received: 800, lost: 0, jitterMs: 2 }, rttMs: 30 },
    ]);
  });

  test('is told within four seconds when something is wrong, or is named, or is the first', () => {
    expect(isDue(told(span(), span(10)), false)).toBe(true);
    expect(told(span(), span(10)).samples).toHaveLength(2);
    expect(isDue(told(span(), span()), true)).toBe(true);
    expect(isDue({ ...told(span(), span()), begun: false }, false)).toBe(true);
  });

  test('of another call begins anew', () => {
    expect(withSpan(told(span(), span()), 'c2', span())).toMatchObject({ call: 'c2', begun: false });
  });

  test('is not kept for ever while it cannot be told', () => {
    const much = told(...times(200, span(10)));
    expect(much.samples).toHaveLength(MOST_SAMPLES);
    expect(told(...times(200, span())).samples.every(({ ms }) => ms <= 60_000)).toBe(true);
  });
});

describe('the sentence of a voice', () => {
  const causes = VOICE_SIDES.flatMap(side =>
    VOICE_TROUBLES.map(trouble => ({ side, trouble, much: 6 }) as const),
  );
  test.each(causes)('of $side $trouble says whose it is, in both languages', cause => {
    const voice = { agent: 'ana', steps: 2, cause } as const;
    for (const words of [es, en]) {
      const own = ownSentence(voice, words);
      const other = agentsSentence(voice, 'Ana', words);
      expect(own).toMatch(/\.$/);
      expect(own === other).toBe(cause.side === 'customer');
      if (cause.side === 'agent') expect(other).toContain('Ana');
      if (cause.trouble === 'loses') expect(own).toMatch(/6 ?%/);
    }
  });

  test('is said when a cause is named, is another one, or is gone', () => {
    const fine = { agent: 'ana', steps: 5, cause: null } as const;
    const bad = { agent: 'ana', steps: 2, cause: { side: 'agent', trouble: 'loses', much: 6 } } as const;
    expect(voiceNews(null, fine, es)).toBeNull();
    expect(voiceNews(fine, bad, es)).toBe('Su red pierde 6 %: acérquese al Wi-Fi o use cable.');
    expect(voiceNews(bad, { ...bad, cause: { ...bad.cause, much: 7 } }, es)).toBeNull();
    expect(voiceNews(bad, fine, es)).toBe('La voz se oye bien otra vez.');
    expect(voiceNews(bad, null, es)).toBeNull();
  });
});
