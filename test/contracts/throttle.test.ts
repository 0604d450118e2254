import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryThrottle } from '../../src/adapters/memory/throttle.ts';
import { connectRedis, type RedisConnection } from '../../src/adapters/redis/connection.ts';
import { redisThrottle } from '../../src/adapters/redis/throttle.ts';
import type { Throttle } from '../../src/agents/ports.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { newId } from '../../src/kit/ids.ts';
import { makeLog } from '../../src/kit/log.ts';
import { realRedis } from '../kit/real-parts.ts';
import { waitUntil } from '../kit/wait-until.ts';

function throttleContract(throttle: () => Throttle): void {
  test('counts the failures of one key and of no other', async () => {
    const [mine, other] = [newId(), newId()];
    expect(await throttle().fail(mine, 60_000)).toBe(1);
    expect(await throttle().fail(mine, 60_000)).toBe(2);
    expect(await throttle().count(mine)).toBe(2);
    expect(await throttle().count(other)).toBe(0);
  });

  test('forgets when told to, and when the window of the first failure is over', async () => {
    const key = newId();
    await throttle().fail(key, 60_000);
    await throttle().forget(key);
    expect(await throttle().count(key)).toBe(0);
    await throttle().fail(key, 150);
    await throttle().fail(key, 60_000);
    await waitUntil(async () => (await throttle().count(key)) === 0, { what: 'the window is over' });
  });
}

describe('failed log-ins in memory', () => {
  const throttle = memoryThrottle(systemClock());
  throttleContract(() => throttle);
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
    await throttle.fail(key, 60_000);
    await redis.part.kill9();
    await waitUntil(() => connection.status !== 'ready', { what: 'Redis is away' });
    expect(await throttle.fail(key, 60_000)).toBe(1);
    expect(await throttle.fail(key, 60_000)).toBe(2);
    expect(await throttle.count(key)).toBe(2);
    await redis.part.restart();
    await waitUntil(() => connection.status === 'ready', { what: 'Redis is back' });
    expect(await throttle.count(key)).toBe(2);
  });
});
