import type { Dictionary } from '../words/es.ts';
import type { CallArea } from './call-area.ts';

/** What a screen reader should say when the call area changes; null when nothing worth saying happened. */
export function announce(before: CallArea, after: CallArea, words: Dictionary): string | null {
  if (after.kind === 'talking' && before.kind === 'talking') {
    if (after.holdPending || after.onHold === before.onHold) return null;
    return after.onHold ? words.announce.held : words.announce.resumed;
  }
  if (before.kind === after.kind) return null;
  switch (after.kind) {
    case 'ringing':
      return words.announce.ringing(after.call?.customer?.name || after.name || after.number);
    case 'talking':
      return words.announce.talking;
    case 'wrap-up':
      return words.announce.wrapUp;
    case 'dialling':
      return words.call.dialling;
    case 'idle':
      return words.announce.idle;
    case 'connecting':
      return null;
    default:
      return after satisfies never;
  }
}
