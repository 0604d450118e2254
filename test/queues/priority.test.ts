import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surePositionOf } from '../../src/queues/choose.ts';
import type { Place } from '../../src/queues/place.ts';
import { nextStepAt, raisedPriority } from '../../src/queues/priority.ts';
import { type Announced, sayable } from '../../src/queues/promise.ts';
import { WaitingLine } from '../../src/queues/waiting-line.ts';

const MINUTE = 60_000;

describe('priority', () => {
  it('rises by one step for each whole minute waited, up to the first', () => {
    const at = (ms: number) => raisedPriority({ priority: 5, since: 1_000 }, 1_000 + ms);
    expect([0, MINUTE - 1, MINUTE, 2 * MINUTE, 4 * MINUTE, 60 * MINUTE].map(at)).toEqual([5, 5, 4, 3, 1, 1]);
  });

  it('that is the first, or before it, stays; a clock that is behind raises nobody', () => {
    expect(raisedPriority({ priority: 1, since: 0 }, 9 * MINUTE)).toBe(1);
    expect(raisedPriority({ priority: 0, since: 0 }, 9 * MINUTE)).toBe(0);
    expect(raisedPriority({ priority: 3, since: 5_000 }, 0)).toBe(3);
  });

  it('tells when it rises next', () => {
    expect(nextStepAt({ priority: 2, since: 500 }, 600)).toBe(500 + MINUTE);
    expect(nextStepAt({ priority: 2, since: 500 }, 500 + MINUTE)).toBeNull();
    expect(nextStepAt({ priority: 1, since: 500 }, 600)).toBeNull();
  });
});

const caller = (id: string, priority: number, since: number) => ({
  id,
  for: { kind: 'call' as const, call: id },
  queue: 'averias',
  priority,
  since,
  missedBy: [],
  held: false,
});

describe('the line', () => {
  it('has a caller of a lower priority before those who came after them and wait as long as it takes', () => {
    const line = new WaitingLine();
    line.join(caller('low', 3, 0), 0);
    line.join(caller('early', 1, 1_000), 1_000);
    line.join(caller('late', 1, 100_000), 100_000);
    expect(line.all(100_000).map(each => each.id)).toEqual(['early', 'late', 'low']);
    expect(line.nextChangeAt).toBe(2 * MINUTE);
    expect(line.all(2 * MINUTE).map(each => each.id)).toEqual(['low', 'early', 'late']);
    expect(line.nextChangeAt).toBeNull();
  });

  it('starves nobody: whoever has waited out their steps is passed by no one who comes later', () => {
    const arrivals = fc.array(
      fc.record({ priority: fc.integer({ min: 1, max: 9 }), after: fc.nat(40_000), served: fc.boolean() }),
      { minLength: 2, maxLength: 60 },
    );
    fc.assert(
      fc.property(arrivals, all => {
        const line = new WaitingLine();
        let now = 0;
        for (const [index, { priority, after, served }] of all.entries()) {
          now += after;
          line.join(caller(`c${index}`, priority, now), now);
          if (!served) continue;
          const [first, ...others] = line.all(now);
          if (!first) continue;
          for (const other of others) {
            const steps = other.priority - 1;
            const due = other.since + steps * MINUTE <= now;
            if (due) expect(first.since).toBeLessThanOrEqual(other.since);
          }
          line.leave(first.id);
        }
      }),
    );
  });
});

describe('what a caller is told', () => {
  it('names no place behind the one that was named, and none is forgotten', () => {
    const first = sayable({ position: 2, waitMs: null }, undefined, 0);
    expect(first).toEqual({ position: 2, waitMs: null, told: { place: 2, by: null } });
    const worse = sayable({ position: 3, waitMs: null }, first.told, 60_000);
    expect(worse).toEqual({ position: null, waitMs: null, told: { place: 2, by: null } });
    expect(sayable({ position: 2, waitMs: null }, worse.told, 90_000).position).toBe(2);
    expect(sayable({ position: 1, waitMs: null }, worse.told, 90_000).told?.place).toBe(1);
  });

  it('names no time beyond the one that was named', () => {
    const first = sayable({ position: 2, waitMs: 4.2 * MINUTE }, undefined, 0);
    expect(first.told).toEqual({ place: 2, by: 5 * MINUTE });
    const same = sayable({ position: 2, waitMs: 4.2 * MINUTE }, first.told, MINUTE);
    expect([same.waitMs, same.told?.by]).toEqual([null, 5 * MINUTE]);
    expect(sayable({ position: 2, waitMs: 3.5 * MINUTE }, first.told, MINUTE).waitMs).toBe(3.5 * MINUTE);
    const sooner = sayable({ position: 1, waitMs: MINUTE }, first.told, 2 * MINUTE);
    expect(sooner.told).toEqual({ place: 1, by: 3 * MINUTE });
    expect(sayable({ position: 1, waitMs: 59 * MINUTE }, undefined, 0).told?.by).toBeNull();
  });

  it('never gets worse, whoever comes, leaves or is served, with whatever priority', () => {
    const happening = fc.oneof(
      fc.record({ what: fc.constant('comes' as const), priority: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ what: fc.constantFrom('served' as const, 'leaves' as const), priority: fc.nat(9) }),
      fc.record({ what: fc.constant('time' as const), priority: fc.integer({ min: 1, max: 90 }) }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), fc.array(fc.nat(40 * MINUTE)), (all, waits) => {
        const line = new WaitingLine();
        const told = new Map<string, Announced>();
        const said = new Map<string, { place: number; by: number }>();
        let now = 0;
        for (const [index, { what, priority }] of all.entries()) {
          if (what === 'comes') line.join(caller(`c${index}`, priority, now), now);
          else if (what === 'time') now += priority * 1_000;
          else line.leave(line.all(now)[what === 'served' ? 0 : priority]?.id ?? '');
          for (const [call, position] of line.positions(now)) {
            const waitMs = waits[(index + position) % (waits.length || 1)] ?? null;
            const say = sayable({ position, waitMs }, told.get(call), now);
            if (say.told) told.set(call, say.told);
            const before = said.get(call) ?? { place: Infinity, by: Infinity };
            if (say.position !== null) expect(say.position).toBeLessThanOrEqual(before.place);
            const by =
              say.waitMs === null ? before.by : now + Math.max(1, Math.ceil(say.waitMs / MINUTE)) * MINUTE;
            if (by < Infinity) expect(by).toBeLessThanOrEqual(before.by);
            said.set(call, { place: say.position ?? before.place, by });
          }
        }
      }),
    );
  });

  it('is no place and no time while whoever comes later may pass them', () => {
    const line = new WaitingLine();
    line.join(caller('low', 3, 0), 0);
    line.join(caller('urgent', 1, MINUTE), MINUTE);
    const sure = (call: string, now: number) => surePositionOf(line.all(now), [], call, now);
    expect([sure('low', MINUTE), sure('urgent', MINUTE)]).toEqual([null, 2]);
    expect([sure('low', 2 * MINUTE), sure('urgent', 2 * MINUTE)]).toEqual([1, 2]);
    expect(sayable({ position: null, waitMs: null }, undefined, 0)).toEqual({ position: null, waitMs: null });
    const told = { place: 2, by: null };
    expect(sayable({ position: null, waitMs: null }, told, 0)).toEqual({
      position: null,
      waitMs: null,
      told,
    });
  });

  it('counts whoever came earlier and is just being offered: they may come back', () => {
    const line = new WaitingLine();
    line.join(caller('first', 1, 0), 0);
    line.join(caller('second', 1, 1), 1);
    const offered = line.all(1).slice(0, 1);
    line.leave('first');
    expect(surePositionOf(line.all(1), offered, 'second', 1)).toBe(2);
    expect(surePositionOf(line.all(1), [], 'second', 1)).toBe(1);
  });

  it('counts who was given back to the line and is just being offered, although they came later', () => {
    const line = new WaitingLine();
    line.join(caller('waits', 1, 0), 0);
    line.join({ ...caller('back', 5, 1), first: true }, 2);
    expect([...line.positions(2)]).toEqual([
      ['back', 1],
      ['waits', 2],
    ]);
    const offered = line.all(2).slice(0, 1);
    line.leave('back');
    expect(surePositionOf(line.all(2), offered, 'waits', 2)).toBe(2);
    expect(surePositionOf(line.all(2), [], 'waits', 2)).toBe(1);
  });

  it('is a place that never gets worse, whoever comes, leaves, is served or comes back', () => {
    const happening = fc.oneof(
      fc.record({ what: fc.constant('comes' as const), which: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ what: fc.constantFrom('offered' as const, 'leaves' as const), which: fc.nat(9) }),
      fc.record({ what: fc.constantFrom('answered' as const, 'back' as const), which: fc.nat(3) }),
      fc.record({ what: fc.constant('time' as const), which: fc.integer({ min: 1, max: 90 }) }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), all => {
        const line = new WaitingLine();
        const offered: Place[] = [];
        const sure = new Map<string, number>();
        let now = 0;
        for (const [index, { what, which }] of all.entries()) {
          if (what === 'comes') line.join(caller(`c${index}`, which, now), now);
          else if (what === 'time') now += which * 1_000;
          else if (what === 'leaves') line.leave(line.all(now)[which]?.id ?? '');
          else if (what === 'offered') {
            const [next] = line.all(now);
            if (next && line.leave(next.id)) offered.push(next);
          } else {
            const [over] = offered.splice(which, 1);
            if (over && what === 'back') line.join(over, now, over.turn);
          }
          for (const [call, place] of line.positions(now)) {
            expect(place).toBeLessThanOrEqual(sure.get(call) ?? Infinity);
            const told = surePositionOf(line.all(now), offered, call, now);
            if (told !== null) sure.set(call, Math.min(told, sure.get(call) ?? Infinity));
          }
        }
      }),
    );
  });
});
