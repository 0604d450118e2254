import type { DispositionCard } from '../../src/http/shapes.ts';

/** The dispositions of a queue and those for all, in the order the centre gave them. */
export function dispositionsFor(
  all: readonly DispositionCard[],
  queue: string | null,
): readonly DispositionCard[] {
  return all.filter(one => one.queue === null || queue === null || one.queue === queue);
}
