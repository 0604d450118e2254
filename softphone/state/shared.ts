/**
 * `after` with all those parts of `before` that say the same: who looks at a part sees at once that it has not changed.
 * For what came as JSON.
 */
export function shared<T>(before: unknown, after: T): T;
export function shared(before: unknown, after: unknown): unknown {
  if (before === after || !isParted(before) || !isParted(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const keys = Object.keys(after);
  const parts = keys.map(key => shared(before[key], after[key]));
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key, at) => parts[at] === before[key]);
  if (isSame) return before;
  if (Array.isArray(after)) return parts;
  return Object.fromEntries(keys.map((key, at) => [key, parts[at]]));
}

const isParted = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
