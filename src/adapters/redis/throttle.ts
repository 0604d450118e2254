import type { Redis } from 'ioredis';
import type { Throttle } from '../../agents/ports.ts';

/**
 * Counts one failure and starts the window with the first one.
 * KEYS[1] the counter · ARGV[1] the window, ms · answers the count.
 */
const FAIL = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count`;

const PREFIX = 'cauce:throttle:';

/** Failures counted in Redis, shared by all processes. While Redis is away `spare` counts for this process. */
export function redisThrottle(redis: Redis, spare: Throttle): Throttle {
  const either = async <T>(ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch {
      return otherwise();
    }
  };
  return {
    fail: (key, windowMs) =>
      either(
        async () => Number(await redis.eval(FAIL, 1, PREFIX + key, windowMs)),
        () => spare.fail(key, windowMs),
      ),
    count: key =>
      either(
        async () => Math.max(Number((await redis.get(PREFIX + key)) ?? 0), await spare.count(key)),
        () => spare.count(key),
      ),
    async forget(key) {
      await spare.forget(key);
      await either(
        () => redis.del(PREFIX + key),
        () => Promise.resolve(0),
      );
    },
  };
}
