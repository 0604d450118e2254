import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { CallPicture } from '../../src/supervision/events.ts';

/** A call that I made: to a number, or to a colleague. */
export interface Made {
  readonly id: string;
  readonly dialled: string;
  readonly colleague: string | null;
}

/**
 * The call that somebody made last, whatever came of it: of those that the records tell of, newest first, and the one that
 * their page saw.
 */
export function lastMadeOf(own: string, read: readonly CallCard[], seen: CallPicture | null): Made | null {
  const card = read.find(each => isMadeBy(own, each));
  if (seen !== null && (card === undefined || seen.arrivedAt >= card.arrivedAt))
    return { id: seen.id, dialled: seen.dialled, colleague: seen.directTo ?? null };
  if (card === undefined) return null;
  const colleague = card.direction === 'internal' ? card.agents.find(each => each !== own) : undefined;
  return { id: card.id, dialled: card.dialled, colleague: colleague ?? null };
}

const isMadeBy = (own: string, { direction, agent, madeBy }: CallCard): boolean =>
  direction === 'out' ? madeBy === own : direction === 'internal' && agent === own;
