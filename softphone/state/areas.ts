import { can } from '../../src/rights/capabilities.ts';
import type { Screen } from './screen.ts';

/** What people call an area; one that is not known here is called by its name. */
export const areaTitle = ({ areas }: Pick<Screen, 'areas'>, name: string): string =>
  areas.find(area => area.name === name)?.title ?? name;

/** The titles of the areas whose tickets this person reads, or null for who reads them all (`src/rights/sight.ts`). */
export function ownAreas({ who, areas }: Pick<Screen, 'who' | 'areas'>): readonly string[] | null {
  if (can(who.person, 'see-everything')) return null;
  return who.person.areas.map(name => areaTitle({ areas }, name));
}
