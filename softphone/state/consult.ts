import type { CallPicture, ColleaguePicture, OutsidePicture } from '../../src/supervision/events.ts';
import { areTwo } from './among-ours.ts';
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
  areTwo(call)
    ? []
    : parties(call).filter(party => party.state === 'joined' && keyOf(party) !== guest?.agent);

/** All who are in the talk with me and the customer, if there is one. */
export const inTalk = ({ call, guest }: Pick<Talking, 'call' | 'guest'>): number =>
  parties(call).filter(party => party.state === 'joined' && keyOf(party) !== guest?.agent).length;

/** Who is left in the call while I ask somebody: the customer, or the only other one, who hear music, or several, who talk on. */
export function leftMeanwhile(area: Pick<Talking, 'call' | 'guest'>): 'customer' | 'other' | 'others' {
  const gone = isWithoutCustomer(area.call);
  if (inTalk(area) + (gone ? 0 : 1) > 1) return 'others';
  return gone ? 'other' : 'customer';
}

/** Whether my hang-up ends the call for the others who talk with the customer and me. */
export const endsForAll = ({ call, guest }: Pick<Talking, 'call' | 'guest'>): boolean =>
  !guest && call?.endsForAll === true;

export type GuestTalk = 'aside' | 'waits' | 'joined' | 'left' | 'ours' | 'held';

/** How I am in a colleague's call, for the words about it. */
export function guestTalks(call: CallPicture, guest: ColleaguePicture): GuestTalk {
  const isJoined = guest.state === 'joined';
  if (!isWithoutCustomer(call)) {
    if (isJoined) return 'joined';
    if (call.away !== undefined) return 'held';
    return call.aside ? 'aside' : 'waits';
  }
  const isAlone =
    inTalk({ call, guest }) === 0 && (call.onHold || call.aside === true || call.away !== undefined);
  if (isJoined ? isAlone : !call.aside) return 'held';
  return call.customerLeft ? 'left' : 'ours';
}

/** Whether I hear somebody outside, who may have a menu; nobody hears the keys of one of ours who is muted. */
export function mayPressKeys({ call, guest }: Pick<Talking, 'call' | 'guest'>): boolean {
  if (!guest) return true;
  const isOutside = !isWithoutCustomer(call) || (call?.outside ?? []).some(({ state }) => state === 'joined');
  return guest.state === 'joined' && !guest.muted && isOutside;
}

/** Whether there is somebody to put on hold: the customer, or who alone is left. */
export const mayHold = (area: Talking): boolean =>
  !isWithoutCustomer(area.call) ||
  areTwo(area.call) ||
  askedParty(area) !== null ||
  joinedParties(area).length === 1;

/** There is none in it, or none any more. */
export const isWithoutCustomer = (call: CallPicture | null): boolean =>
  call?.customerLeft === true || call?.direction === 'internal';

/** What the hold key asks for: with somebody asked, always to be back with the customer. */
export const holdWish = (area: Talking): boolean => askedParty(area) === null && !area.onHold;
