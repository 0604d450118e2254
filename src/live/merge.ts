import { keyOf, PARTS } from '../supervision/picture-fold.ts';
import type { LiveMessage } from './messages.ts';

type Change = Extract<LiveMessage, { kind: 'change' }>;

/**
 * Two changes in a row as one that comes to the same picture: of each entry only the last word counts.
 * It carries the later number.
 */
export function merged(first: Change, second: Change): Change {
  const put: Record<string, unknown[]> = {};
  const gone: Record<string, string[]> = {};
  for (const part of PARTS) {
    const entries = new Map<string, unknown>();
    const left = new Set<string>();
    for (const change of [first, second]) {
      for (const entry of change.put[part] ?? []) {
        entries.set(keyOf(entry), entry);
        left.delete(keyOf(entry));
      }
      for (const key of change.gone[part] ?? []) {
        entries.delete(key);
        left.add(key);
      }
    }
    if (entries.size > 0) put[part] = [...entries.values()];
    if (left.size > 0) gone[part] = [...left];
  }
  return { kind: 'change', seq: second.seq, put: put as Change['put'], gone };
}
