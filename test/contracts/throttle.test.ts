import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryThrottle } from '../../src/adapters/memory/throttle.ts';
import { connectRedis, type RedisConnection } from '../../src/adapters/redis/connection.ts';
import { redisThrottle } from '../../src/adapters/redis/throttle.ts';
import type { Budget, Throttle } from '../../src/agents/ports.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { newId } from '../../src/kit/ids.ts';
import { makeLog } from '../../src/kit/log.ts';
import { realRedis } from '../kit/real-parts.ts';
import { waitUntil } from '../kit/wait-until.ts';

const budget = (key: string, most = 3, windowMs = 60_000): Budget => ({ key, most, windowMs });
const taken = (...counts: number[]) => ({ kind: 'taken', counts });

function throttleContract(throttle: () => Throttle): void {
  test('lets as many tries of one key through as there are, and counts no other key', async () => {
    const [mine, other] = [newId(), newId()];
    for (const count of [1, 2, 3]) expect(await throttle().take([budget(mine)])).toEqual(taken(count));
    const refused = await throttle().take([budget(mine)]);
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(refused.kind === 'refused' && refused.retryAfterMs).toBeGreaterThan(50_000);
    expect(refused.kind === 'refused' && refused.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(await throttle().take([budget(other)])).toEqual(taken(1));
  });

  test('takes of all or of none', async () => {
    const [wide, narrow] = [newId(), newId()];
    expect(await throttle().take([budget(wide), budget(narrow, 1)])).toEqual(taken(1, 1));
    for (let n = 0; n < 5; n += 1) {
      expect((await throttle().take([budget(wide), budget(narrow, 1)])).kind).toBe('refused');
    }
    expect(await throttle().take([budget(wide)])).toEqual(taken(2));
    expect(await throttle().take([])).toEqual(taken());
  });

  test('lets none of many at once slip under the limit', async () => {
    const [key, other] = [newId(), newId()];
    const tries = Array.from({ length: 50 }, () => throttle().take([budget(other, 40), budget(key, 5)]));
    const all = await Promise.all(tries);
    const through = all.flatMap(each => (each.kind === 'taken' ? [each.counts[1]] : []));
    expect(through.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await throttle().take([budget(other, 40)])).toEqual(taken(6));
  });

  test('takes back what was no try, and no more than there was', async () => {
    const [one, two] = [newId(), newId()];
    await throttle().take([budget(one), budget(two)]);
    await throttle().take([budget(one)]);
    await throttle().giveBack([one, two, two, newId()]);
    expect(await throttle().take([budget(one), budget(two)])).toEqual(taken(2, 1));
  });

  test('forgets when told to, and when the window of the first try is over', async () => {
    const key = newId();
    await throttle().take([budget(key, 1)]);
    await throttle().forget(key);
    expect(await throttle().take([budget(key, 2, 150)])).toEqual(taken(1));
    expect(await throttle().take([budget(key, 2)])).toEqual(taken(2));
    await waitUntil(async () => (await throttle().take([budget(key, 2)])).kind === 'taken', {
      what: 'the window is over',
    });
  });
}

describe('failed log-ins in memory', () => {
  const throttle = memoryThrottle(systemClock());
  throttleContract(() => throttle);

  test('are kept of no more names than there is room for, the latest', async () => {
    const small = memoryThrottle(systemClock());
    for (let n = 0; n < 60_000; n += 1) await small.take([budget(`stranger-${n}`)]);
    expect(small.size).toBeLessThanOrEqual(50_000);
    expect(small.count('stranger-59999')).toBe(1);
    expect(small.count('stranger-0')).toBe(0);
  });
});

describe('failed log-ins in Redis', () => {
  const redis = realRedis();
  let connection: RedisConnection;
  let throttle: Throttle;
  beforeAll(async () => {
    connection = connectRedis(redis.part.url, makeLog('test', 'silent'), 'failing');
    throttle = redisThrottle(connection, memoryThrottle(systemClock()));
    await waitUntil(() => connection.status === 'ready', { what: 'Redis answers' });
  });
  afterAll(() => connection.disconnect());
  throttleContract(() => throttle);

  test('are counted on in this process while Redis is away', async () => {
    const key = newId();
    await throttle.take([budget(key)]);
    await redis.part.kill9();
    await waitUntil(() => connection.status !== 'ready', { what: 'Redis is away' });
    expect(await throttle.take([budget(key)])).toEqual(taken(1));
    expect(await throttle.take([budget(key)])).toEqual(taken(2));
    await redis.part.restart();
    await waitUntil(() => connection.status === 'ready', { what: 'Redis is back' });
    // What was counted here counts on; of the try before it Redis may have forgotten the one.
    await throttle.take([budget(key)]);
    expect((await throttle.take([budget(key)])).kind).toBe('refused');
  });
});
