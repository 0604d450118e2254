import { describe, expect, it } from 'vitest';
import { CallLengths } from '../../src/queues/call-lengths.ts';
import { expectedWait } from '../../src/queues/expected-wait.ts';

describe('the expected wait', () => {
  it('is the place times the mean length, shared by those who serve', () => {
    expect(expectedWait({ position: 3, serving: 2, recentMs: [60_000, 120_000, 180_000] })).toBe(180_000);
  });

  it('is not said when nobody serves or too little is known', () => {
    expect(expectedWait({ position: 1, serving: 0, recentMs: [1, 1, 1] })).toBeNull();
    expect(expectedWait({ position: 1, serving: 1, recentMs: [1, 1] })).toBeNull();
  });

  it('is made of the latest twenty conversations of the queue', () => {
    const lengths = new CallLengths();
    for (let each = 1; each <= 25; each += 1) {
      lengths.began(`c${each}`, 'averias', 0);
      lengths.ended(`c${each}`, each);
      lengths.ended(`c${each}`, 999);
    }
    expect(lengths.of('averias')).toEqual(Array.from({ length: 20 }, (_, at) => at + 6));
    expect(lengths.of('comercial')).toEqual([]);
  });
});
