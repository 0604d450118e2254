import type { Redis } from 'ioredis';
import type { Throttle } from '../../agents/ports.ts';
import type { MemoryThrottle } from '../memory/throttle.ts';

/**
 * Takes one of each budget, or of none where one is used up.
 * KEYS the counters · ARGV for each its window, ms, and how many it holds · answers the counts, or 0 and the ms until
 * the one that is used up begins anew (negative: there is no counter yet).
 */
const TAKE = `
for i, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[2 * i]) then
    return {0, redis.call('PTTL', key)}
  end
end
local counts = {}
for i, key in ipairs(KEYS) do
  counts[i] = redis.call('INCR', key)
  if counts[i] == 1 then redis.call('PEXPIRE', key, ARGV[2 * i - 1]) end
end
return counts`;

/** KEYS the counters of which one each is given back; their windows go on. */
const GIVE_BACK = `
for _, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') > 1 then redis.call('DECR', key) else redis.call('DEL', key) end
end`;

const PREFIX = 'cauce:throttle:';
const counters = (keys: readonly string[]): string[] => keys.map(key => PREFIX + key);

/**
 * Tries counted in Redis, shared by all processes. While Redis is away `spare` counts for this process; what it has
 * counted counts on when Redis is back.
 */
export function redisThrottle(redis: Redis, spare: MemoryThrottle): Throttle {
  const either = async <T>(ask: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch {
      return otherwise();
    }
  };
  return {
    take: budgets =>
      either(
        async () => {
          const keys = counters(budgets.map(({ key }) => key));
          const limits = budgets.flatMap(({ key, windowMs, most }) => [windowMs, most - spare.count(key)]);
          const answer = (await redis.eval(TAKE, keys.length, ...keys, ...limits)) as number[];
          const [first, left = 0] = answer;
          if (first !== 0) return { kind: 'taken', counts: answer };
          const longest = Math.max(...budgets.map(({ windowMs }) => windowMs));
          return { kind: 'refused', retryAfterMs: left > 0 ? left : longest };
        },
        () => spare.take(budgets),
      ),
    async giveBack(keys) {
      await either(
        async () => void (await redis.eval(GIVE_BACK, keys.length, ...counters(keys))),
        () => spare.giveBack(keys),
      );
    },
    async forget(key) {
      await spare.forget(key);
      await either(
        () => redis.del(PREFIX + key),
        () => Promise.resolve(0),
      );
    },
  };
}
