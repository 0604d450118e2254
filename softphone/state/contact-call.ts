import { keyed } from '../../src/customers/keyed.ts';
import type { CallBack, CallCard, CallOut } from '../../src/http/shapes/calls.ts';
import type { Entry } from '../../src/outgoing/entries.ts';
import { callArea } from './call-area.ts';
import { mayCallAnother, mayCallSecond } from './lines.ts';
import { isLeaving, me, type Screen } from './screen.ts';
import { colleagues, isOwnNumber, ownerOf } from './targets.ts';

/** A call that I wish for; `none`: why it cannot be made now. */
export type CallWish =
  | { readonly do: 'call-out'; readonly body: CallOut }
  | { readonly do: 'call-back'; readonly ticket: string; readonly body: CallBack }
  | { readonly do: 'consult'; readonly call: string; readonly colleague: string }
  | { readonly do: 'none'; readonly why: 'in-call' | 'own-number' | 'no-number' };

const NOT_NOW: CallWish = { do: 'none', why: 'in-call' };

/** Whether a call would be my only one, or the second of my talk; null: none can be made now. */
export function placeOfCall(screen: Screen): 'first' | 'second' | null {
  if (isLeaving(screen)) return null;
  if (mayCallSecond(screen)) return 'second';
  return me(screen)?.work.kind === 'idle' || mayCallAnother(screen) ? 'first' : null;
}

/** Calls a number of somebody; a colleague's own number calls them without a customer, and from a talk they are consulted. */
export function callTo(screen: Screen, number: string): CallWish {
  if (keyed(number) === '') return { do: 'none', why: 'no-number' };
  if (isOwnNumber(me(screen)?.extension ?? '', number)) return { do: 'none', why: 'own-number' };
  const colleague = ownerOf(colleagues(screen), number);
  if (colleague) return callColleague(screen, colleague.id);
  const place = placeOfCall(screen);
  return place === null ? NOT_NOW : { do: 'call-out', body: { number, ...secondOf(place) } };
}

/**
 * Calls whom a call was with once more: a colleague, the number that I called, or the customer of its ticket, whose number the
 * server knows also where it is masked for me.
 */
export function callAgain(screen: Screen, call: CallCard): CallWish {
  const own = screen.who.person.id;
  if (call.direction === 'internal') {
    const other = call.agents.find(agent => agent !== own);
    return other === undefined ? { do: 'none', why: 'no-number' } : callColleague(screen, other);
  }
  const place = placeOfCall(screen);
  if (place === null) return NOT_NOW;
  const body = secondOf(place);
  if (call.madeBy === own) return { do: 'call-out', body: { again: call.id, ...body } };
  if (call.ticket !== '') return { do: 'call-back', ticket: call.ticket, body };
  const number = call.direction === 'out' ? call.dialled : call.callerNumber;
  return isReadable(number)
    ? { do: 'call-out', body: { number, ...body } }
    : { do: 'none', why: 'no-number' };
}

/** The way out that such a call needs; null: none, for it stays among ours. */
export function wayAgain(call: Pick<CallCard, 'direction' | 'madeBy' | 'ticket'>, own: string): Entry | null {
  if (call.direction === 'internal') return null;
  return call.madeBy !== own && call.ticket !== '' ? 'call-back' : 'dial';
}

/** The way out that a call to a number needs; null: none, for it is a colleague's. */
export const wayTo = (screen: Screen, number: string): Entry | null =>
  ownerOf(colleagues(screen), number) ? null : 'dial';

/** A number that is there, and whole: one whose digits are hidden is neither called nor written down. */
export const isReadable = (number: string): boolean => number !== '' && !number.includes('\u2022');

/** The slot of a speed dial that a key alone means; null: none. */
export function slotPressed({
  key,
  altKey,
  ctrlKey,
  metaKey,
  repeat,
}: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat'>): number | null {
  return /^[1-9]$/.test(key) && !(altKey || ctrlKey || metaKey || repeat) ? Number(key) : null;
}

function callColleague(screen: Screen, colleague: string): CallWish {
  const place = placeOfCall(screen);
  const area = callArea(screen);
  if (place === 'second' && area.kind === 'talking' && area.id !== null)
    return { do: 'consult', call: area.id, colleague };
  const about = screen.picked === null ? {} : { ticket: screen.picked };
  return place === 'first' ? { do: 'call-out', body: { colleague, ...about } } : NOT_NOW;
}

const secondOf = (place: 'first' | 'second'): { second?: true } =>
  place === 'second' ? { second: true } : {};
