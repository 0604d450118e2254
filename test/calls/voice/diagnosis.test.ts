import { describe, expect, test } from 'vitest';
import {
  causeOf,
  type Judgement,
  judge,
  type VoiceWay,
  type WaySpan,
} from '../../../src/calls/voice/diagnosis.ts';

/** Spans of 2 s of one way, one after the other. */
function following(way: VoiceWay, ...spans: readonly Omit<WaySpan, 'ms'>[]): Judgement {
  return spans.reduce<Judgement>((known, span) => judge(known, way, { ms: 2_000, ...span }), {});
}
const times = <Of>(count: number, one: Of): Of[] => Array.from({ length: count }, () => one);

describe('a cause', () => {
  test('is named when it lasts, with its mean', () => {
    const lost = [{ loss: 0.04 }, { loss: 0.06 }, { loss: 0.08 }];
    expect(causeOf(following('agent-hears', ...lost.slice(0, 2)))).toBeNull();
    expect(causeOf(following('agent-hears', ...lost))).toEqual({ side: 'agent', trouble: 'loses', much: 6 });
  });

  test.each<[string, VoiceWay, Omit<WaySpan, 'ms'>, unknown]>([
    ['loss from the agent', 'agent-says', { loss: 0.1 }, { side: 'agent', trouble: 'loses', much: 10 }],
    ['jitter to the agent', 'agent-hears', { jitterMs: 60 }, { side: 'agent', trouble: 'jitters', much: 60 }],
    ['delay', 'agent-hears', { rttMs: 420 }, { side: 'agent', trouble: 'delays', much: 420 }],
    ['order', 'agent-says', { reorders: true }, { side: 'agent', trouble: 'reorders', much: 0 }],
    ['silence', 'agent-hears', { comes: false }, { side: 'agent', trouble: 'nothing', much: 0 }],
    [
      'loss from the customer',
      'customer-says',
      { loss: 0.05 },
      { side: 'customer', trouble: 'loses', much: 5 },
    ],
    [
      'loss to the customer',
      'customer-hears',
      { loss: 0.2 },
      { side: 'customer', trouble: 'loses', much: 20 },
    ],
    [
      'nothing of the customer',
      'customer-says',
      { comes: false },
      { side: 'customer', trouble: 'nothing', much: 0 },
    ],
  ])('is %s', (_, way, span, cause) => {
    expect(causeOf(following(way, ...times(4, span)))).toEqual(cause);
  });

  test('is no short burst, however bad, nor a long span that may be one', () => {
    expect(
      causeOf(following('agent-hears', { loss: 0 }, { loss: 0.9 }, { loss: 0.5 }, { loss: 0 })),
    ).toBeNull();
    expect(causeOf(judge({}, 'agent-says', { ms: 30_000, loss: 0.2 }))).toBeNull();
  });

  test('is no row of bursts that are far from each other', () => {
    const burst = [{ loss: 0.3 }, ...times(3, { loss: 0 })];
    expect(causeOf(following('agent-hears', ...burst, ...burst, ...burst, ...burst))).toBeNull();
  });

  test('is nothing that stays below what is heard', () => {
    const span = { loss: 0.029, jitterMs: 27, rttMs: 299, comes: true };
    expect(following('agent-hears', ...times(60, span))).toEqual({});
  });

  test('stays while it comes and goes, and is over when it was fine for a while', () => {
    const bad = following('agent-hears', ...times(3, { loss: 0.1 }));
    const span = (known: Judgement, loss: number) => judge(known, 'agent-hears', { ms: 2_000, loss });
    let known = bad;
    // Between the two limits it is as bad as before.
    for (const loss of [0, 0, 0.025, 0, 0, 0]) known = span(known, loss);
    expect(causeOf(known)).not.toBeNull();
    expect(causeOf(span(known, 0))).toBeNull();
    expect(span(known, 0)).toEqual({});
  });

  test('that matters most is the one told', () => {
    let known: Judgement = following('agent-hears', ...times(3, { jitterMs: 60, rttMs: 500 }));
    expect(causeOf(known)?.trouble).toBe('delays');
    for (let n = 0; n < 3; n += 1) known = judge(known, 'agent-says', { ms: 2_000, loss: 0.05 });
    expect(causeOf(known)).toEqual({ side: 'agent', trouble: 'loses', much: 5 });
    for (let n = 0; n < 3; n += 1) known = judge(known, 'customer-says', { ms: 2_000, loss: 0.2 });
    expect(causeOf(known)).toEqual({ side: 'customer', trouble: 'loses', much: 20 });
  });

  test('is told by its latest minute', () => {
    const known = following('agent-hears', ...times(30, { loss: 0.3 }), ...times(200, { loss: 0.05 }));
    expect(causeOf(known)?.much).toBeLessThanOrEqual(6);
  });
});
