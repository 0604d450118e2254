import { can } from '../../src/rights/capabilities.ts';
import type { Screen } from './screen.ts';

/** The titles of the queues whose tickets this person reads, or null for who reads them all (`src/rights/sight.ts`). */
export function ownQueues({ who, picture }: Pick<Screen, 'who' | 'picture'>): readonly string[] | null {
  const { id } = who.person;
  if (can(who.person, 'see-everything')) return null;
  const titles = new Map((picture?.queues ?? []).map(({ name, title }) => [name, title]));
  const queues = picture?.agents.find(agent => agent.id === id)?.queues ?? who.person.queues;
  return queues.map(name => titles.get(name) ?? name);
}
