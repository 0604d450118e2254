import type { CallCard } from '../../src/http/shapes/calls.ts';
import { callById, type Screen } from './screen.ts';

/**
 * Whether the records do not have the end of a call of mine yet, which this page has seen: they learn of it a moment later. Of one
 * that goes on without me they have none for long; the centre tells when it ends.
 */
export function lacksEnd(
  read: readonly Pick<CallCard, 'id' | 'outcome' | 'arrivedAt'>[],
  screen: Pick<Screen, 'lastCall' | 'lastMade' | 'picture'>,
): boolean {
  return [screen.lastCall, screen.lastMade].some(seen => {
    if (seen === null || callById(screen, seen.id) !== null) return false;
    const record = read.find(({ id }) => id === seen.id);
    return record ? record.outcome === 'live' : seen.arrivedAt >= (read[0]?.arrivedAt ?? 0);
  });
}
