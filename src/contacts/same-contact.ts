import { createHash } from 'node:crypto';
import { searchText } from '../customers/search.ts';
import { folded } from '../kit/searchable.ts';
import type { ContactFields } from './contact.ts';

/** What is equal for two contacts with the same name, whatever its accents and case, and the same numbers. */
export function sameKey({ name, numbers }: ContactFields): string {
  const lines = numbers.map(one => one.number).sort();
  return createHash('sha256')
    .update([nameKey(name), ...lines].join('\n'))
    .digest('base64url');
}

/** What contacts are listed by. A name of signs alone is kept apart from others of its kind. */
export function nameKey(name: string): string {
  return folded(name) || name;
}

/** Everything a contact is searched by. */
export function contactSearchText({ name, organisation, email, numbers }: ContactFields): string {
  return searchText({ words: [name, organisation, email], telephones: numbers.map(one => one.number) });
}
