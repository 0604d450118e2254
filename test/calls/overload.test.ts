import { describe, expect, test } from 'vitest';
import { memoryShedding } from '../../src/adapters/memory/shedding.ts';
import {
  CALM,
  LIMIT_MS,
  type Overload,
  OverloadWatch,
  overloadAfter,
} from '../../src/calls/watches/overload.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';

/** After looks with these delays, ms. */
const reached = (lags: readonly number[], from: Overload = CALM): Overload =>
  lags.reduce(overloadAfter, from);
const times = (count: number, lag: number): number[] => Array.from({ length: count }, () => lag);

describe('what share of new calls is refused', () => {
  test('none while the delay is below the limit, or was above it only once', () => {
    expect(reached(times(100, LIMIT_MS))).toEqual(CALM);
    expect(reached([5_000]).share).toBe(0);
    expect(reached([5_000, 0, 5_000, 0, 5_000, 0]).share).toBe(0);
  });

  test('more with each look above it, the further above the faster, and never all', () => {
    const slightly = [2, 3, 4].map(count => reached(times(count, LIMIT_MS * 1.5)).share);
    expect(slightly.map(share => share.toFixed(2))).toEqual(['0.15', '0.30', '0.45']);
    expect(reached(times(3, LIMIT_MS * 10)).share).toBeCloseTo(0.8);
    expect(reached(times(50, LIMIT_MS * 10)).share).toBe(0.95);
  });

  test('stays between half the limit and the limit', () => {
    const refusing = reached(times(4, LIMIT_MS * 1.5));
    expect(reached(times(10, LIMIT_MS * 0.8), refusing).share).toBe(refusing.share);
  });

  test('is none again within five seconds of calm, however much it was', () => {
    const most = reached(times(50, LIMIT_MS * 10));
    expect(reached(times(20, 1), most)).toEqual(CALM);
    expect(reached(times(10, 1), most).share).toBeGreaterThan(0);
  });
});

describe('the watch', () => {
  function watching() {
    const clock = fakeClock();
    const shedding = memoryShedding();
    const own = { loop: 0 };
    const said: string[] = [];
    const watch = new OverloadWatch({
      clock,
      log: makeLog('test', 'silent'),
      shedding,
      loopMs: () => own.loop,
      counted: total => said.push(`counted ${total}`),
      began: () => said.push('began'),
      ended: () => said.push('ended'),
    });
    watch.start();
    /** Time passes, and what was asked is answered. */
    const pass = async (ms: number) => {
      for (let gone = 0; gone < ms; gone += 250) {
        clock.advance(250);
        await Promise.resolve();
        await Promise.resolve();
      }
    };
    return { clock, shedding, own, said, watch, pass };
  }

  test.each(['loop', 'telephony'] as const)(
    'refuses by what is late, the %s, and tells of it',
    async late => {
      const { clock, shedding, own, said, watch, pass } = watching();
      await pass(10_000);
      expect([shedding.shares, said]).toEqual([[], []]);
      if (late === 'loop') own.loop = 3 * LIMIT_MS;
      else shedding.delay = 3 * LIMIT_MS;
      await pass(1_000);
      expect(said[0]).toBe('began');
      expect(watch.share).toBeGreaterThan(0.5);
      expect(shedding.shares.at(-1)).toBe(watch.share);
      shedding.refused = 40;
      own.loop = 0;
      shedding.delay = 0;
      await pass(5_000);
      expect([watch.share, shedding.shares.at(-1)]).toEqual([0, 0]);
      expect(said).not.toContain('ended');
      // Who was in the dialplan when it ended is counted, too.
      shedding.refused = 41;
      await pass(5_000);
      expect([said.filter(each => each === 'began' || each === 'ended'), said.at(-1)]).toEqual([
        ['began', 'ended'],
        'counted 41',
      ]);
      watch.stop();
      expect(clock.pending()).toBe(0);
    },
  );

  test('tells the telephone system again while it lasts, which forgets by itself', async () => {
    const { shedding, own, watch, pass } = watching();
    own.loop = 3 * LIMIT_MS;
    await pass(2_000);
    own.loop = LIMIT_MS * 0.8;
    await pass(250);
    const told = shedding.shares.length;
    await pass(10_000);
    expect(shedding.shares.length - told).toBe(5);
    watch.stop();
  });
});
