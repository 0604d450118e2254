import { agentsOf, type CallStory, isCallFact } from './call-story.ts';
import type { CallEntry } from './events.ts';

/**
 * The calls that end by these facts and in which several had a part: who left one of them sees it no more, and is told when it
 * ends. Of all others their agent's page sees the end itself. `stories`: as the facts leave them.
 */
export function endedAmongSeveral(entries: readonly CallEntry[], stories: Iterable<CallStory>): string[] {
  const ended = new Set(
    entries.filter(isCallFact).flatMap(({ call, fact }) => (fact.kind === 'call-ended' ? [call] : [])),
  );
  if (ended.size === 0) return [];
  return [...stories].filter(story => ended.has(story.id) && agentsOf(story).length > 1).map(({ id }) => id);
}
