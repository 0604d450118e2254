import type { CallPicture, ColleaguePicture } from '../../src/supervision/events.ts';
import type { CallArea } from './call-area.ts';

type Talking = Extract<CallArea, { kind: 'talking' }>;

/** The colleague whom I ask: rung, or talking with me beside the customer. Null when I ask nobody. */
export function askedColleague({ call, guest }: Pick<Talking, 'call' | 'guest'>): ColleaguePicture | null {
  if (guest) return null;
  return call?.colleagues?.find(({ state }) => state !== 'joined') ?? null;
}

/** Those who talk with the customer and me; of a colleague's call the others too. */
export const joinedColleagues = ({ call, guest }: Pick<Talking, 'call' | 'guest'>): ColleaguePicture[] =>
  (call?.colleagues ?? []).filter(({ state, agent }) => state === 'joined' && agent !== guest?.agent);

/** How I am in a colleague's call, for the words about it. */
export const guestTalks = (call: CallPicture, guest: ColleaguePicture): 'aside' | 'waits' | 'joined' =>
  guest.state === 'joined' ? 'joined' : call.aside ? 'aside' : 'waits';

/** What the hold key asks for: with a colleague asked, always to be back with the customer. */
export const holdWish = (area: Talking): boolean => askedColleague(area) === null && !area.onHold;
