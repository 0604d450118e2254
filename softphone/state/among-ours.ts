import type { CallPicture } from '../../src/supervision/events.ts';
import { nameOf, type Screen } from './screen.ts';

/** A call between people of ours, as one of them, or a supervisor, reads it. */

/** With whom `but` talks, or is to talk: their names, and the number of one alone; '' for none. */
export function othersIn(
  screen: Screen,
  call: CallPicture,
  but: string,
): { readonly names: string; readonly number: string } {
  const { agent, directTo = null, caller, colleagues = [] } = call;
  const there = call.phase === 'talking' ? [agent, ...colleagues.map(each => each.agent)] : [];
  const known = [...new Set(there)].filter(each => each !== null && each !== but);
  const [only = (caller?.agent === but ? directTo : caller?.agent) ?? null] = known;
  const people = known.length === 0 ? [only] : known;
  const names = people.flatMap(each => nameOf(screen, each) ?? []);
  const extension = screen.picture?.agents.find(({ id }) => id === only)?.extension ?? '';
  return { names: names.join(', ') || call.callerName, number: people.length === 1 ? extension : '' };
}

/** The two who called each other, and nobody else: what there is of a conference is none. */
export const areTwo = (call: CallPicture | null): boolean =>
  call?.direction === 'internal' &&
  call.colleagues?.length === 1 &&
  call.colleagues[0]?.state === 'joined' &&
  call.outside === undefined;

/** Somebody of the call asked me into it; the two who called each other were asked by nobody. */
export const wasAsked = (call: CallPicture, own: string): boolean =>
  call.direction !== 'internal' || (call.directTo !== own && call.caller?.agent !== own);
