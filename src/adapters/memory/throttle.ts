import type { Throttle } from '../../agents/ports.ts';
import type { Clock } from '../../kit/clock.ts';

/** Failures counted in this process. */
export function memoryThrottle(clock: Clock): Throttle {
  const counters = new Map<string, { count: number; until: number }>();
  const current = (key: string) => {
    const counter = counters.get(key);
    if (counter !== undefined && counter.until > clock.now()) return counter;
    counters.delete(key);
    return null;
  };
  return {
    async fail(key, windowMs) {
      const known = current(key);
      const counter = known
        ? { ...known, count: known.count + 1 }
        : { count: 1, until: clock.now() + windowMs };
      counters.set(key, counter);
      return counter.count;
    },
    async count(key) {
      return current(key)?.count ?? 0;
    },
    async forget(key) {
      counters.delete(key);
    },
  };
}
