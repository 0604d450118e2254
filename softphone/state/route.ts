import { kindsOf } from '../../src/kit/kinds.ts';
import { type Capability, can, type Standing } from '../../src/rights/capabilities.ts';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'agent' }
  | { readonly page: 'supervisor' }
  | { readonly page: 'tickets'; readonly number: string | null }
  | { readonly page: 'admin' }
  | { readonly page: 'audit' }
  | { readonly page: 'call' }
  | { readonly page: 'first-admin' };

/**
 * Reads a path and its query. Unknown ones, and `/crew` until field crews have a page, lead to something useful.
 * A ticket's number stands in the query: the server knows the pages by their plain paths.
 */
export function routeOf(path: string, query = ''): Route {
  const first = path.split('/').find(Boolean) ?? '';
  switch (first) {
    case 'agent':
    case 'supervisor':
    case 'admin':
    case 'audit':
    case 'call':
    case 'first-admin':
      return { page: first };
    case 'tickets':
      return { page: 'tickets', number: new URLSearchParams(query).get(NUMBER) };
    case 'crew':
      return { page: 'tickets', number: null };
    default:
      return { page: 'home' };
  }
}

const NUMBER = 'number';

export const ticketPath = (number: string) => `/tickets?${NUMBER}=${encodeURIComponent(number)}`;

export type Desk = 'agent' | 'supervisor' | 'tickets' | 'admin' | 'audit';

/** The capability that each desk is for, in the order of the menu. */
const DESKS: Readonly<Record<Desk, Capability>> = {
  agent: 'telephone',
  admin: 'set-up-people',
  audit: 'read-audit',
  supervisor: 'see-everything',
  tickets: 'read-tickets',
};

/** The desks somebody may open, in the order of the menu. The server decides again for every request. */
export const desksOf = (person: Standing): readonly Desk[] =>
  kindsOf(DESKS).filter(desk => can(person, DESKS[desk]));

/** The desk somebody starts at: the first of these that they may open. */
const HOMES: readonly Desk[] = ['admin', 'supervisor', 'agent', 'tickets'];
export function homeOf(person: Standing): string {
  const desks = desksOf(person);
  return `/${HOMES.find(desk => desks.includes(desk)) ?? 'tickets'}`;
}
