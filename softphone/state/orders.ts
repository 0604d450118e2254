import type { OffReason } from '../../src/agents/events.ts';
import type { Words } from '../../src/kit/errors.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import type { FloorWords } from '../words/floor.ts';
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

/** Whether there is a break to end: also that of a supervisor which waits for somebody who is away. */
export const mayEndBreak = ({ will, held }: AgentPicture, now: number): boolean =>
  will.kind === 'break' || will.kind === 'dnd' || (held !== undefined && now < held.until);

/** Whether they are not logged in, as far as the board tells: there is no log-in to end, and what else is ordered waits for them. */
export function isGone({ work, will, phone }: Pick<AgentPicture, 'work' | 'will' | 'phone'>): boolean {
  if (work.kind !== 'idle' || will.kind !== 'off') return false;
  // Where nobody has said why, somebody with a telephone may just not have begun.
  return will.why === undefined ? phone !== 'registered' : OVER.has(will.why);
}
const OVER: ReadonlySet<OffReason> = new Set<OffReason>(['session-ended', 'directed']);

/** What becomes of the order, as it is said to who gave it: a call in hand goes on before. */
export function doneWith(
  agent: AgentPicture,
  what: Ordered['what'],
  { orders: { afterCall, done } }: Pick<FloorWords, 'orders'>,
): string {
  const { displayName, work, will } = agent;
  if (work.kind !== 'idle') return afterCall(displayName);
  if (isGone(agent) && (what === 'break' || what === 'queues')) return done.waits(displayName);
  if (what === 'ready' && will.kind === 'off') return done.ended(displayName);
  return done[what === 'log-out' ? 'logOut' : what](displayName);
}

/** Who may be given a caller who waits: agents who are free, and oneself, whatever one's state, where one's telephone is free. */
export function mayBeGiven(
  { id, mayBeOffered, phone, work, supervises, rest }: AgentPicture,
  own: string,
): boolean {
  const isFree = phone === 'registered' && work.kind === 'idle' && supervises === undefined;
  return mayBeOffered || (id === own && isFree && (rest === undefined || rest.over === true));
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
