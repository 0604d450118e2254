import type { Screen } from './screen.ts';

/**
 * Changes with what may be read (`src/rights/sight.ts`): own queues, and own calls with their customers. What is shown is
 * read again then, for the server tells of what comes into sight and not of what leaves it.
 */
export function sightKey({ who, picture }: Pick<Screen, 'who' | 'picture'>): string {
  const { id } = who.person;
  const queues = picture?.agents.find(agent => agent.id === id)?.queues ?? who.person.queues;
  const calls = (picture?.calls ?? [])
    .filter(call => call.agent === id)
    .map(call => `${call.id} ${call.customer?.id ?? ''}`);
  return JSON.stringify([[...queues].sort(), calls.sort()]);
}
