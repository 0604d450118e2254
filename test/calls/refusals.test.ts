import { afterEach, describe, expect, it } from 'vitest';
import { CENTRE_SHAPES, keyOf, storedCentre } from '../../src/calls/journal/centre-state.ts';
import { Refusals, type RefusedToday, type StoredRefusals } from '../../src/calls/watches/refusals.ts';
import { readStates } from '../../src/kit/stored-shapes.ts';
import { callsRefused } from '../../src/roles/calls/alarms.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { SmallCentre } from './small-centre.ts';

const NONE: RefusedToday = {
  'no-codec': 0,
  'no-service': 0,
  'no-room': 0,
  'over-cap': 0,
  'over-rate': 0,
  stopping: 0,
  overload: 0,
};

describe('a caller for whom no port is left', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  it('is turned away before Asterisk has to, and has neither a call nor a ticket', async () => {
    centre = new SmallCentre(['ana']);
    centre.pairs = 10;
    await centre.start();
    const callers: string[] = [];
    for (let one = 0; one < 12; one += 1)
      callers.push(centre.board.rings({ callerNumber: `0414555010${one}`, source: `203.0.113.${one % 2}` }));
    await centre.soon(0);
    expect(centre.calls.allCalls()).toHaveLength(9);
    expect(centre.refused).toEqual(['no-room', 'no-room', 'no-room']);
    expect(callers.filter(each => centre.board.channels.has(each))).toHaveLength(9);
    expect(centre.facts.filter(({ fact }) => fact.kind === 'call-arrived')).toHaveLength(9);
    centre.board.hangsUp(callers[0] ?? '');
    await centre.soon(0);
    centre.board.rings({ callerNumber: '04145550199' });
    expect(centre.calls.allCalls()).toHaveLength(9);
  });
});

describe('those who were refused', () => {
  const DAY = 24 * 3_600_000;
  function counting(clock = fakeClock(), stored: StoredRefusals | null = null) {
    const told: (RefusedToday | null)[] = [];
    const kept: (StoredRefusals | null)[] = [];
    const refusals = new Refusals(
      {
        clock,
        dayOf: at => String(Math.floor(at / DAY)),
        changed: today => told.push(today),
        keep: counted => kept.push(counted),
      },
      stored,
    );
    refusals.start();
    return { clock, refusals, told, kept };
  }

  it('are counted by the day, and told of once a second', () => {
    const { clock, refusals, told } = counting();
    for (let one = 0; one < 500; one += 1) refusals.count('no-room');
    refusals.count('no-codec');
    clock.advance(1_000);
    expect(told).toEqual([{ ...NONE, 'no-room': 500, 'no-codec': 1 }]);
    clock.advance(DAY);
    refusals.count('no-service');
    clock.advance(1_000);
    expect(told.at(-1)).toEqual({ ...NONE, 'no-service': 1 });
    refusals.stop();
    expect(clock.pending()).toBe(0);
  });

  it('are each counted once when the telephone system has turned them away, whoever dies meanwhile', () => {
    const { clock, refusals, told, kept } = counting();
    refusals.countShed(0);
    refusals.countShed(7);
    refusals.countShed(7);
    refusals.countShed(10);
    clock.advance(1_000);
    expect(told).toEqual([{ ...NONE, overload: 10 }]);
    const next = counting(clock, kept.at(-1) ?? null);
    next.refusals.countShed(12);
    clock.advance(1_000);
    expect(next.told.at(-1)).toEqual({ ...NONE, overload: 12 });
    // It has started anew: its three are others.
    next.refusals.countShed(3);
    clock.advance(1_000);
    expect(next.told.at(-1)).toEqual({ ...NONE, overload: 15 });
  });

  it('of yesterday are not counted again by who asks the telephone system today', () => {
    const { clock, refusals, told, kept } = counting();
    refusals.countShed(7);
    clock.advance(DAY);
    expect(told.at(-1)).toBeNull();
    const next = counting(clock, kept.at(-1) ?? null);
    next.refusals.countShed(7);
    clock.advance(1_000);
    expect(next.told.filter(each => each !== null)).toEqual([]);
    next.refusals.countShed(8);
    clock.advance(1_000);
    expect(next.told.at(-1)).toEqual({ ...NONE, overload: 1 });
  });

  it('are no alarm any more when the day is over, though nobody else is refused', () => {
    const { clock, refusals, told, kept } = counting();
    refusals.count('no-room');
    clock.advance(DAY);
    expect([told.at(-1), kept.at(-1)]).toEqual([null, null]);
    expect(clock.pending()).toBe(0);
    refusals.stop();
  });

  it('are counted on after a restart on the same day, also those of the last second', () => {
    const before = counting();
    for (let one = 0; one < 50; one += 1) before.refusals.count('no-room');
    before.refusals.stop();
    const after = counting(before.clock, before.kept.at(-1) ?? null);
    expect(after.told).toEqual([{ ...NONE, 'no-room': 50 }]);
    after.refusals.count('no-room');
    after.clock.advance(1_000);
    expect(after.told.at(-1)).toEqual({ ...NONE, 'no-room': 51 });
    after.refusals.stop();
    after.clock.advance(DAY);
    const next = counting(after.clock, after.kept.at(-1) ?? null);
    expect(next.told.at(-1)).toBeNull();
    expect(next.kept).toEqual([null]);
  });

  it('are kept in the journal as they were counted', () => {
    const counts = { 'no-codec': 1, 'no-service': 2, 'no-room': 3 };
    const value = { day: '2026-11-28', counts };
    const read = readStates(new Map([[keyOf.refusals, { version: 1, value }]]), CENTRE_SHAPES);
    const { refusals: stored } = storedCentre(read);
    expect(stored).toEqual(value);
    // A version before knew fewer reasons.
    const clock = fakeClock();
    const { refusals, told } = counting(clock, { day: String(Math.floor(clock.now() / DAY)), counts });
    refusals.count('over-cap');
    clock.advance(1_000);
    expect(told.at(-1)).toEqual({ ...NONE, ...counts, 'over-cap': 1 });
    refusals.stop();
  });

  it('are one call or several', () => {
    const none = { ...NONE };
    const said = (count: number) => callsRefused({ ...none, 'no-room': count }).words.es;
    expect(said(1)).toBe('Hoy se rechazó 1 llamada: 1 por falta de capacidad.');
    expect(said(2)).toBe('Hoy se rechazaron 2 llamadas: 2 por falta de capacidad.');
  });
});
