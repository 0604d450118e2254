import { canonicalJson } from './chain.ts';
import type { Change, Json, Values } from './events.ts';

/** Which of the given fields become another than they were; null when none does. */
export function changeOf(before: object, given: object): Change | null {
  const old = before as Values;
  const fields = Object.entries(given as Values).filter(
    ([name, value]) =>
      value !== undefined && canonicalJson(old[name] ?? null) !== canonicalJson(value as Json),
  );
  if (fields.length === 0) return null;
  return {
    before: Object.fromEntries(fields.map(([name]) => [name, old[name] ?? null])),
    after: Object.fromEntries(fields),
  };
}
