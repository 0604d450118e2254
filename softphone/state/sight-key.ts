import { isPartOf } from '../../src/supervision/parts.ts';
import type { Screen } from './screen.ts';

/**
 * Changes with what may be read (`src/rights/sight.ts`): own areas, and own calls with their customers. What is shown is
 * read again then, for the server tells of what comes into sight and not of what leaves it.
 */
export function sightKey({ who, picture }: Pick<Screen, 'who' | 'picture'>): string {
  const { id, areas } = who.person;
  const calls = (picture?.calls ?? [])
    .filter(call => isPartOf(id, call))
    .map(call => `${call.id} ${call.customer?.id ?? ''}`);
  return JSON.stringify([[...areas].sort(), calls.sort()]);
}
