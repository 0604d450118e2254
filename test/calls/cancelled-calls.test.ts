import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import {
  CANCELLED_BY_ONE,
  CANCELLED_IN_ALL,
  type Cancelled,
  CancelledCalls,
  cancelledLately,
  type EndedCall,
} from '../../src/calls/watches/cancelled-calls.ts';
import { callsCancelled } from '../../src/roles/calls/alarms.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const MINUTE = 60_000;
const ended = (count: number, more: Partial<EndedCall> = {}): EndedCall[] =>
  Array.from({ length: count }, (_, n) => ({ at: 0, number: `0414${n}`, cancelled: true, ...more }));
const one = '04145550101';

describe('calls that ring and hang up', () => {
  test.each<[string, EndedCall[], Pick<Cancelled, 'count' | 'callers'> | null]>([
    ['sixty of sixty callers are an alarm', ended(60), { count: 60, callers: [] }],
    ['fifty-nine are none', ended(59), null],
    ['sixty beside as many good ones are none', [...ended(60), ...ended(60, { cancelled: false })], null],
    [
      'sixty beside fifty-nine are',
      [...ended(60), ...ended(59, { cancelled: false })],
      { count: 60, callers: [] },
    ],
    [
      'fifteen of one caller are an alarm',
      ended(15, { number: one }),
      { count: 15, callers: [{ number: one, count: 15 }] },
    ],
    ['fourteen are none', ended(14, { number: one }), null],
    [
      'fifteen of one who is also served are none',
      [...ended(15, { number: one }), ...ended(15, { number: one, cancelled: false })],
      null,
    ],
    ['callers who are not named are no one caller', ended(59, { number: '' }), null],
    ['but count in all', ended(60, { number: '' }), { count: 60, callers: [] }],
    ['what is ten minutes old is over', ended(500, { at: -10 * MINUTE }), null],
  ])('%s', (_, calls, alarm) => {
    if (alarm === null) expect(cancelledLately(calls, 0)).toBeNull();
    else expect(cancelledLately(calls, 0)).toMatchObject(alarm);
  });
});

describe('the alarm', () => {
  function watching() {
    const clock = fakeClock();
    const told: (Cancelled | null)[] = [];
    const cancelled = new CancelledCalls({ clock, changed: lately => told.push(lately) });
    let count = 0;
    /** A call that arrives and ends after so long. */
    const call = (
      number: string,
      afterMs: number,
      more: Partial<Extract<CallFact, { kind: 'call-ended' }>> = {},
    ) => {
      count += 1;
      const id = `c${count}`;
      const at = clock.now();
      cancelled.fold([
        {
          call: id,
          at,
          fact: {
            kind: 'call-arrived',
            at,
            direction: 'in',
            ticket: '',
            opensTicket: false,
            callerNumber: number,
            callerName: '',
            dialled: '*626',
            from: 'trunk',
            agent: null,
          },
        },
      ]);
      const over = at + afterMs;
      const fact = {
        kind: 'call-ended',
        at: over,
        by: 'caller',
        phase: 'welcome',
        cause: 0,
        ...more,
      } as const;
      cancelled.fold([{ call: id, at: over, fact }]);
    };
    return { clock, told, cancelled, call };
  }

  test('stands while they go on, and clears itself when they have stopped', () => {
    const { clock, told, cancelled, call } = watching();
    for (let n = 0; n < CANCELLED_IN_ALL; n += 1) call(`0414${n}`, 500);
    clock.advance(1_000);
    expect(told).toEqual([{ count: 60, spanMs: 10 * MINUTE, callers: [] }]);
    clock.advance(9 * MINUTE);
    expect(told.at(-1)).not.toBeNull();
    clock.advance(2 * MINUTE);
    expect(told.at(-1)).toBeNull();
    expect(clock.pending()).toBe(0);
    cancelled.stop();
  });

  test('is not raised by calls that waited, were talked in, or ended by us', () => {
    const { clock, told, call } = watching();
    for (let n = 0; n < 100; n += 1) {
      call(one, 6_001);
      call(one, 3_000, { phase: 'talking' });
      call(one, 3_000, { by: 'flow' });
    }
    clock.advance(5_000);
    expect([told, clock.pending()]).toEqual([[], 0]);
  });

  test('is told once a second in a flood, and holds no more than it looks at', () => {
    const { clock, told, call } = watching();
    for (let n = 0; n < 30_000; n += 1) call(`0414${n}`, 100);
    clock.advance(1_000);
    expect(told).toHaveLength(1);
    expect(told[0]?.count).toBeLessThanOrEqual(5_000);
  });

  test('names who does it, the busiest first, and what to do', () => {
    const { clock, told, call } = watching();
    for (let n = 0; n < CANCELLED_BY_ONE; n += 1) call('04145550102', 100);
    for (let n = 0; n < CANCELLED_BY_ONE + 5; n += 1) call(one, 100);
    clock.advance(1_000);
    const [lately] = told;
    if (!lately) throw new Error('there is no alarm');
    expect(callsCancelled(lately).words).toEqual({
      es: '35 llamadas timbraron y colgaron en 10 minutos, sobre todo de 04145550101 (20), 04145550102 (15). Si no son clientes, pida a la operadora que las bloquee.',
      en: '35 calls rang and hung up within 10 minutes, most of them from 04145550101 (20), 04145550102 (15). If they are no customers, ask the carrier to block them.',
    });
  });
});
