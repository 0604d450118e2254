import type { Words } from '../../src/kit/errors.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import { breakTitle } from './break-title.ts';
import { me, queueTitle, type Screen } from './screen.ts';

export type Ordered = NonNullable<AgentPicture['directed']>;

/** The latest order of a supervisor that I have not read. */
export const unreadOrder = (screen: Screen): Ordered | null => me(screen)?.directed ?? null;

/** The supervisor who ended my log-in, and why. */
export function loggedOutBy(screen: Screen): Ordered | null {
  const order = unreadOrder(screen);
  return order?.what === 'log-out' ? order : null;
}

/** What was ordered, by whom; why is `note`, as they wrote it. */
export function orderSentence(
  screen: Screen,
  order: Ordered,
  { words, say }: { readonly words: Dictionary; readonly say: (words: Words) => string },
): string {
  const { told } = words.orders;
  const { by } = order;
  const titles = (queues: readonly string[] = []) =>
    queues.map(queue => queueTitle(screen, queue)).join(', ');
  switch (order.what) {
    case 'ready':
      return told.ready(by);
    case 'break':
      return told.break(by, say(breakTitle(screen.breaks, order.code ?? '')));
    case 'log-out':
      return told.logOut(by);
    case 'queues':
      return told.queues(by, titles(order.added), titles(order.removed));
    default:
      return order.what satisfies never;
  }
}
