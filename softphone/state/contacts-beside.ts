import { can } from '../../src/rights/capabilities.ts';
import { callArea, callInHand } from './call-area.ts';
import { askedParty } from './consult.ts';
import { isLeaving, type Screen } from './screen.ts';

/** Not who is left with a last call alone. */
export const hasContacts = (screen: Screen): boolean =>
  !isLeaving(screen) && can(screen.who.person, 'read-contacts');

/** The call that may be given to somebody now, or about which they may be asked; null: none. */
export function callToHandOn(screen: Screen): string | null {
  const area = callArea(screen);
  return area.kind === 'talking' && askedParty(area) === null ? callInHand(area) : null;
}
