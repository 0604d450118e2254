import type { CentrePicture } from '../../src/supervision/events.ts';
import { keyOf, PARTS, type Put } from '../../src/supervision/picture-fold.ts';

/** What is put, in which each agent, call and queue keeps what the change left alone. */
export function sharedPut(before: CentrePicture, put: Put): Put {
  return Object.fromEntries(
    PARTS.map(part => {
      const known: readonly Keyed[] = before[part];
      const fresh: readonly Keyed[] = put[part] ?? [];
      return [
        part,
        fresh.map(entry =>
          shared(
            known.find(each => keyOf(each) === keyOf(entry)),
            entry,
          ),
        ),
      ];
    }),
  );
}

type Keyed = Parameters<typeof keyOf>[0];

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
