import { type Desk, desksOf } from './route.ts';
import { isLeaving, type Screen } from './screen.ts';

/** The desks this page leads to: whose session has ended in a call is left with that call. */
export function desksShown(screen: Pick<Screen, 'who' | 'ending' | 'loggedOut'>): readonly Desk[] {
  return isLeaving(screen) ? ['agent'] : desksOf(screen.who.person);
}
