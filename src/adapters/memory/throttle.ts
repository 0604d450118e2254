import type { Throttle } from '../../agents/ports.ts';
import type { Clock } from '../../kit/clock.ts';

/** Strangers choose the names of counters: of more than this the oldest is forgotten. */
const COUNTERS_MAX = 50_000;

export interface MemoryThrottle extends Throttle {
  count(key: string): number;
  /** How many counters are kept. */
  readonly size: number;
}

/** Tries counted in this process. */
export function memoryThrottle(clock: Clock): MemoryThrottle {
  const counters = new Map<string, { count: number; until: number }>();
  const current = (key: string) => {
    const counter = counters.get(key);
    if (counter !== undefined && counter.until > clock.now()) return counter;
    counters.delete(key);
    return null;
  };
  /** Counters stand in the order in which their windows began: what is over stands in front. */
  const makeRoom = () => {
    for (const [key, { until }] of counters) {
      if (until > clock.now() && counters.size < COUNTERS_MAX) return;
      counters.delete(key);
    }
  };
  return {
    async take(budgets) {
      for (const { key, most, windowMs } of budgets) {
        const counter = current(key);
        if ((counter?.count ?? 0) < most) continue;
        return { kind: 'refused', retryAfterMs: counter ? counter.until - clock.now() : windowMs };
      }
      const counts = budgets.map(({ key, windowMs }) => {
        const counter = current(key) ?? { count: 0, until: clock.now() + windowMs };
        makeRoom();
        counters.set(key, { ...counter, count: counter.count + 1 });
        return counter.count + 1;
      });
      return { kind: 'taken', counts };
    },
    async giveBack(keys) {
      for (const key of keys) {
        const counter = current(key);
        if (counter !== null && counter.count > 1)
          counters.set(key, { ...counter, count: counter.count - 1 });
        else counters.delete(key);
      }
    },
    async forget(key) {
      counters.delete(key);
    },
    count: key => current(key)?.count ?? 0,
    get size() {
      return counters.size;
    },
  };
}
