import type { CallPicture } from '../../src/supervision/events.ts';
import { me, type Screen } from './screen.ts';

/** What stands in place of digits that are not shown. */
const HIDDEN = '\u2022';

/** The number of a call as I may read it now. */
export function numberOf({ revealed }: Pick<Screen, 'revealed'>, call: CallPicture | null): string {
  if (call === null) return '';
  return revealed?.call === call.id ? revealed.number : call.callerNumber;
}

/** Whether I may ask for it: it is masked, I have talked in this call, and each of my queues that masks permits it. */
export function mayAskForNumber(screen: Screen, call: CallPicture | null): boolean {
  const mine = me(screen);
  if (call === null || mine === null || !numberOf(screen, call).includes(HIDDEN)) return false;
  const { work, queues } = mine;
  const isIn = (work.kind === 'talking' || work.kind === 'wrap-up') && work.call === call.id;
  const own = [...queues, ...screen.who.person.queues];
  const masking = (screen.picture?.queues ?? []).filter(
    ({ name, maskNumbers }) => maskNumbers && own.includes(name),
  );
  return isIn && masking.length > 0 && masking.every(({ revealNumbers }) => revealNumbers);
}
