import { describe, expect, test } from 'vitest';
import { memoryShedding } from '../../src/adapters/memory/shedding.ts';
import {
  CALM,
  LIMIT_MS,
  type Overload,
  OverloadWatch,
  overloadAfter,
  shareBeyond,
} from '../../src/calls/watches/overload.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const OFFERED = 100;
/** After looks with these delays, ms, while so many come. */
const reached = (lags: readonly number[], from: Overload = CALM, offered = OFFERED): Overload =>
  lags.reduce((state, lagMs) => overloadAfter(state, { lagMs, offered }), from);
const times = (count: number, lag: number): number[] => Array.from({ length: count }, () => lag);
const shareOf = ({ allowed }: Overload, offered = OFFERED): number => shareBeyond(allowed, offered);

describe('how many new calls are let in', () => {
  test('all while the delay is below the limit, or was above it only once', () => {
    expect(reached(times(100, LIMIT_MS))).toEqual(CALM);
    expect(shareOf(reached([5_000]))).toBe(0);
    expect(shareOf(reached([5_000, 0, 5_000, 0, 5_000, 0]))).toBe(0);
  });

  test('fewer with each look above it, the further above the faster, and never none', () => {
    const slightly = [2, 3, 4].map(count => shareOf(reached(times(count, LIMIT_MS * 1.5))));
    expect(slightly.map(share => share.toFixed(2))).toEqual(['0.40', '0.64', '0.78']);
    expect(shareOf(reached(times(3, LIMIT_MS * 10)))).toBeCloseTo(0.64);
    expect(shareOf(reached(times(50, LIMIT_MS * 10)))).toBeCloseTo(0.95);
  });

  test('as many as before between a tenth of the limit and a quarter of it', () => {
    const refusing = reached(times(4, LIMIT_MS * 1.5));
    expect(reached(times(10, LIMIT_MS * 0.2), refusing).allowed).toBe(refusing.allowed);
  });

  test('all again as soon as fewer come than are let in, and within seven seconds of calm however few they were', () => {
    const some = reached(times(2, LIMIT_MS * 1.5));
    expect(shareOf(some, OFFERED / 2)).toBe(0);
    expect(reached([1], some, OFFERED / 2)).toEqual(CALM);
    // A short delay at a rate that is borne.
    expect(reached(times(28, 1), reached(times(4, LIMIT_MS * 10)))).toEqual(CALM);
    const least = reached(times(50, LIMIT_MS * 10));
    expect(shareOf(reached(times(28, 1), least, 5), 5)).toBe(0);
  });
});

/** Two processors, in ms of their time a second; what each call costs, and what one costs more that is let in. */
const MACHINE = { has: 2_000, call: 2.3, taken: 7.7 };
const TICK_MS = 10;
const TICKS_OF_A_LOOK = 25;
const TICKS_OF_A_SECOND = 1_000 / TICK_MS;

/** What the watch makes of calls that come, second by second, at a machine that does one thing after the other. */
class Model {
  private state = CALM;
  private share = 0;
  private offered = 0;
  private tick = 0;
  /** Ticks at which those came who wait. */
  private readonly waiting: number[] = [];
  private coming = 0;
  private owed = 0;
  private due = 0;
  private look = { count: 0, least: Number.POSITIVE_INFINITY };

  /** `rate` calls come for one second. Answers how long one waited at most, how many were let in, and the share at the end. */
  second(rate: number): { readonly waitedMs: number; readonly taken: number; readonly share: number } {
    const told = { waitedMs: 0, taken: 0 };
    for (let i = 0; i < TICKS_OF_A_SECOND; i += 1) {
      this.tick += 1;
      for (this.coming += rate / TICKS_OF_A_SECOND; this.coming >= 1; this.coming -= 1) {
        this.waiting.push(this.tick);
      }
      this.owed = Math.max(0, this.owed - MACHINE.has / TICKS_OF_A_SECOND);
      while (this.waiting.length > 0 && this.owed < MACHINE.has / TICKS_OF_A_SECOND) this.serve(told);
      if (this.tick % TICKS_OF_A_LOOK === 0) this.takeLook();
    }
    return { ...told, share: this.share };
  }

  private serve(told: { waitedMs: number; taken: number }): void {
    const waited = (this.tick - (this.waiting.shift() ?? this.tick)) * TICK_MS;
    this.look = { count: this.look.count + 1, least: Math.min(this.look.least, waited) };
    told.waitedMs = Math.max(told.waitedMs, waited);
    this.owed += MACHINE.call;
    this.due += 1 - this.share;
    if (this.due < 1) return;
    this.due -= 1;
    told.taken += 1;
    this.owed += MACHINE.taken;
  }

  private takeLook(): void {
    const { count, least } = this.look;
    this.look = { count: 0, least: Number.POSITIVE_INFINITY };
    this.offered += 0.5 * ((count * TICKS_OF_A_SECOND) / TICKS_OF_A_LOOK - this.offered);
    const offered = Math.max(1, this.offered);
    this.state = overloadAfter(this.state, { lagMs: count === 0 ? 0 : least, offered });
    this.share = shareBeyond(this.state.allowed, offered);
  }
}

test('in a flood those who are let in are near what the machine bears, and wait little; after it nobody is refused', () => {
  const model = new Model();
  const seconds = (count: number, rate: number) => Array.from({ length: count }, () => model.second(rate));
  expect(seconds(30, 140).every(({ taken, share }) => taken >= 139 && share === 0)).toBe(true);
  const flood = seconds(60, 450).slice(4);
  const bears = (MACHINE.has - 450 * MACHINE.call) / MACHINE.taken;
  expect(Math.max(...flood.map(({ waitedMs }) => waitedMs))).toBeLessThan(2 * LIMIT_MS);
  const steady = flood.slice(16).map(({ taken }) => taken);
  expect(Math.min(...steady)).toBeGreaterThan(0.6 * bears);
  expect(steady.reduce((sum, taken) => sum + taken, 0) / steady.length).toBeGreaterThan(0.85 * bears);
  const [, ...after] = seconds(15, 5);
  expect(after.map(({ share }) => share)).toEqual(after.map(() => 0));
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

  test('knows how many come, those refused with them, also where it is told late how many those are', async () => {
    const { clock, shedding, own, watch } = watching();
    const answers: (() => void)[] = [];
    shedding.refusedSoFar = () => new Promise(resolve => answers.push(() => resolve(shedding.refused)));
    own.loop = 2 * LIMIT_MS;
    const shares: number[] = [];
    for (let look = 0; look < 36; look += 1) {
      shedding.arrived += 5;
      if (watch.share > 0) shedding.refused += 20;
      else shedding.arrived += 20;
      if (look === 3) own.loop = 0.2 * LIMIT_MS;
      clock.advance(250);
      // Every third look the answer is there.
      if (look % 3 === 0) answers.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
      shares.push(watch.share);
    }
    const late = shares.slice(18);
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.02);
    watch.stop();
  });

  test('tells the telephone system again while it lasts, which forgets by itself', async () => {
    const { shedding, own, watch, pass } = watching();
    own.loop = 3 * LIMIT_MS;
    await pass(2_000);
    own.loop = LIMIT_MS * 0.2;
    await pass(250);
    const told = shedding.shares.length;
    await pass(10_000);
    expect(shedding.shares.length - told).toBe(5);
    watch.stop();
  });
});
