import type { CentrePicture } from '../../src/supervision/events.ts';
import { keyOf } from '../../src/supervision/picture-fold.ts';

/** The picture after a change, in which each agent, call and queue is what it was in all that the change left alone. */
export function sharedPicture(before: CentrePicture, after: CentrePicture): CentrePicture {
  return {
    agents: sharedEntries(before.agents, after.agents),
    calls: sharedEntries(before.calls, after.calls),
    queues: sharedEntries(before.queues, after.queues),
    alarms: sharedEntries(before.alarms, after.alarms),
  };
}

function sharedEntries<Entry extends Parameters<typeof keyOf>[0]>(
  before: readonly Entry[],
  after: readonly Entry[],
): readonly Entry[] {
  if (before === after) return before;
  const known = new Map(before.map(entry => [keyOf(entry), entry]));
  return after.map(entry => shared(known.get(keyOf(entry)), entry));
}

/**
 * `after` with all those parts of `before` that say the same: who looks at a part sees at once that it has not changed.
 * For what came as JSON.
 */
export function shared<T>(before: unknown, after: T): T;
export function shared(before: unknown, after: unknown): unknown {
  if (before === after || !isParted(before) || !isParted(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const keys = Object.keys(after);
  const parts = keys.map(key => shared(Object.hasOwn(before, key) ? before[key] : undefined, after[key]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key, at) => Object.hasOwn(before, key) && parts[at] === before[key]);
  if (isSame) return before;
  if (Array.isArray(after)) return parts;
  return Object.fromEntries(keys.map((key, at) => [key, parts[at]]));
}

const isParted = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
