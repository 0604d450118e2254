import type { CallStory } from '../call-story.ts';
import type { CallEntry } from '../events.ts';

/**
 * Where the facts of calls end up for good. `save` is one transaction and may be repeated with the same
 * entries (after a crash): an entry whose (node, seq) is known already is skipped.
 */
export interface CallStore {
  save(entries: readonly CallEntry[]): Promise<void>;
  /** Takes `size` ticket numbers of a year out of the common sequence, first and last included. */
  leaseNumbers(year: number, size: number): Promise<{ first: number; last: number }>;
  /** What is known of calls from their facts, by id; those never heard of are missing. */
  stories(calls: readonly string[]): Promise<ReadonlyMap<string, CallStory>>;
  /** The highest journal position saved for a node, 0 when none. */
  savedUpTo(node: string): Promise<number>;
}
