import { describe, expect, test } from 'vitest';
import { TokenBucket, TokenBuckets } from '../../src/kit/token-bucket.ts';

const taken = (tries: number, take: () => boolean): number =>
  Array.from({ length: tries }, take).filter(Boolean).length;

describe('a token bucket', () => {
  test('lets a burst through, then as many as come back, and never saves up more than the burst', () => {
    const bucket = new TokenBucket({ burst: 10, perSecond: 2 }, 0);
    expect(taken(100, () => bucket.take(0))).toBe(10);
    expect(taken(100, () => bucket.take(1_500))).toBe(3);
    expect(taken(100, () => bucket.take(3_600_000))).toBe(10);
  });

  test('takes all of what is asked or nothing, and bears a clock that goes back', () => {
    const bucket = new TokenBucket({ burst: 10, perSecond: 1 }, 1_000);
    expect(bucket.take(1_000, 11)).toBe(false);
    expect(bucket.take(1_000, 10)).toBe(true);
    expect(bucket.take(0)).toBe(false);
    expect(bucket.take(1_000)).toBe(true);
  });
});

describe('a bucket for each sender', () => {
  test('is not used up by another one', () => {
    const buckets = new TokenBuckets(() => ({ burst: 3, perSecond: 1 }), 100);
    expect(taken(50, () => buckets.take('flood', 0))).toBe(3);
    expect(buckets.take('good', 0)).toBe(true);
  });

  test('is not kept for more senders than were said; who is busy is not forgotten for strangers', () => {
    const buckets = new TokenBuckets(() => ({ burst: 3, perSecond: 0 }), 10);
    let flood = 0;
    for (let stranger = 0; stranger < 10_000; stranger += 1) {
      if (buckets.take('flood', 0)) flood += 1;
      buckets.take(`stranger-${stranger}`, 0);
    }
    expect([flood, buckets.size]).toEqual([3, 10]);
  });
});
