import { can } from '../../src/rights/capabilities.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import type { CallArea } from './call-area.ts';
import type { RingNotice } from './ring-notice.ts';
import { nameOf, type Screen } from './screen.ts';

export type HelpAsked = CallPicture & { readonly help: NonNullable<CallPicture['help']> };

/** The agent of this call asks for help, and nobody has seen it. */
export const asksForHelp = (call: CallPicture): call is HelpAsked =>
  call.help !== undefined && call.help.seenBy === undefined;

/** What the agent may ask for in the talk that is shown: help, or (`on: false`) none any more. Null: nothing. */
export function helpWish(area: CallArea): { readonly call: string; readonly on: boolean } | null {
  if (area.kind !== 'talking' || area.guest || area.internal || area.id === null) return null;
  return area.call?.phase === 'talking' ? { call: area.id, on: !asksForHelp(area.call) } : null;
}

/** The calls in which help is asked for, longest first; none for those who are not to help. */
export function helpAsked(screen: Screen): readonly HelpAsked[] {
  if (!can(screen.who.person, 'direct-agents')) return [];
  return (screen.picture?.calls ?? []).filter(asksForHelp).sort((a, b) => a.help.since - b.help.since);
}

/** The desktop's own notice: who asks, and nothing of the customer. */
export function helpNotice(screen: Screen, words: Dictionary): RingNotice | null {
  const [first] = helpAsked(screen);
  if (!first) return null;
  const who = nameOf(screen, first.help.agent) ?? words.transfer.somebody;
  return { title: words.help.asks(who), body: words.help.open, to: '/supervisor' };
}

/** Calls in the order of the board: those in which help is asked for first, then the oldest. */
export const helpFirst = (a: CallPicture, b: CallPicture): number =>
  Number(asksForHelp(b)) - Number(asksForHelp(a)) || a.arrivedAt - b.arrivedAt;
