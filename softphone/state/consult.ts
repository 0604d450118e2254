import type { CallPicture, ColleaguePicture, OutsidePicture } from '../../src/supervision/events.ts';
import type { CallArea } from './call-area.ts';

type Talking = Extract<CallArea, { kind: 'talking' }>;

/** A colleague, or somebody at a number outside, in my call. */
export type Party = ColleaguePicture | OutsidePicture;

/** By which a party is let go. */
export const keyOf = (party: Party): string => ('leg' in party ? party.leg : party.agent);

const parties = (call: CallPicture | null): readonly Party[] => [
  ...(call?.colleagues ?? []),
  ...(call?.outside ?? []),
];

/** Whom I ask: rung, or talking with me beside the customer. Null when I ask nobody. */
export function askedParty({ call, guest }: Pick<Talking, 'call' | 'guest'>): Party | null {
  if (guest) return null;
  return parties(call).find(({ state }) => state !== 'joined') ?? null;
}

/** Those who talk with the customer and me; of a colleague's call the others too. */
export const joinedParties = ({ call, guest }: Pick<Talking, 'call' | 'guest'>): Party[] =>
  parties(call).filter(party => party.state === 'joined' && keyOf(party) !== guest?.agent);

/** Whether my hang-up ends the call for the others who talk with the customer and me. */
export const endsForAll = ({ call, guest }: Pick<Talking, 'call' | 'guest'>): boolean =>
  !guest && call?.endsForAll === true;

/** How I am in a colleague's call, for the words about it. */
export const guestTalks = (call: CallPicture, guest: ColleaguePicture): 'aside' | 'waits' | 'joined' =>
  guest.state === 'joined' ? 'joined' : call.aside ? 'aside' : 'waits';

/** What the hold key asks for: with somebody asked, always to be back with the customer. */
export const holdWish = (area: Talking): boolean => askedParty(area) === null && !area.onHold;
