import type { DispositionCard } from '../../src/http/shapes/calls.ts';
import type { TicketPage } from '../../src/tickets/events.ts';

/** A disposition with the key that chooses it; null when there are more than keys. */
export interface Choice extends DispositionCard {
  readonly key: string | null;
}

/** In the order of a keyboard, digits first. */
const KEYS = '1234567890QWERTYUIOPASDFGHJKLZXCVBNM';

/** What is known of the call that is to be classified. */
export interface Classified {
  /** A call I made myself belongs to no queue: the dispositions of `mine` fit it. */
  readonly queue: string | null;
  readonly mine: readonly string[];
  /** Agent and customer spoke; null while that is not known yet. */
  readonly spoke: boolean | null;
  /** I gave the call on: whether the customer agrees is not for me to say. */
  readonly givenOn?: boolean;
  /** What it may do to its ticket; null while that is not known. */
  readonly effects?: TicketPage['effects'] | null;
}

/**
 * What a disposition may do to the ticket of a call; null as long as it has not come to the agent who spoke with the customer. A
 * call that reached nobody brings it to no one.
 */
export function effectsOf(page: TicketPage | null, spoke: boolean | null): TicketPage['effects'] | null {
  return page === null || (page.state === 'received' && spoke !== false) ? null : page.effects;
}

/**
 * The dispositions of a queue and those for all, as far as they fit what the call came to, in the order the centre gave
 * them. A key is a place in the whole list: the same disposition has the same key on every call.
 */
export function dispositionsFor(
  all: readonly DispositionCard[],
  { queue, mine, spoke, givenOn = false, effects = null }: Classified,
): readonly Choice[] {
  const ofQueue = (name: string) => (queue === null ? mine.includes(name) : name === queue);
  return all
    .map((one, place): Choice => ({ ...one, key: KEYS[place] ?? null }))
    .filter(one => one.queue === null || ofQueue(one.queue))
    .filter(({ effect }) => !givenOn || effect === 'none' || effect === 'escalate')
    .filter(one => spoke === null || one.fits !== (spoke ? 'no-talk' : 'talk'))
    .filter(({ effect }) => effect === 'none' || !effects || effects.includes(effect));
}

/** What a disposition still needs, of a ticket that has these texts. */
export function missingTexts(
  choice: DispositionCard | null,
  has: { readonly summary: boolean; readonly solution: boolean },
): readonly ('summary' | 'solution')[] {
  return choice?.needs.filter(text => !has[text]) ?? [];
}
