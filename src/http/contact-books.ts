import type { ContactScope } from '../contacts/contact.ts';
import { CauceError } from '../kit/errors.ts';
import { can } from '../rights/capabilities.ts';
import type { Visitor } from './access.ts';

/** Whose book somebody changes or takes along: their own, or the shared one (null), which needs `edit-shared-contacts`. */
export function bookOf({ person }: Visitor, scope: ContactScope): string | null {
  if (scope === 'own') return person.id;
  if (!can(person, 'edit-shared-contacts')) throw new CauceError('not-allowed');
  return null;
}
