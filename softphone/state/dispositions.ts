import type { DispositionCard } from '../../src/http/shapes.ts';

/**
 * The dispositions of a queue and those for all, in the order the centre gave them. A call I made myself belongs to
 * no queue: those of `mine` fit it.
 */
export function dispositionsFor(
  all: readonly DispositionCard[],
  queue: string | null,
  mine: readonly string[],
): readonly DispositionCard[] {
  const fits = (name: string) => (queue === null ? mine.includes(name) : name === queue);
  return all.filter(one => one.queue === null || fits(one.queue));
}
