import type { Role } from '../../src/agents/events.ts';

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

/** The desk a role starts at. */
export function homeOf(role: Role): string {
  switch (role) {
    case 'agent':
    case 'level-2':
      return '/agent';
    case 'supervisor':
      return '/supervisor';
    case 'admin':
      return '/admin';
    default:
      return role satisfies never;
  }
}

export type Desk = 'agent' | 'supervisor' | 'tickets' | 'admin' | 'audit';

/** The desks a role may open, in the order of the menu. The server decides again for every request. */
export function desksOf(role: Role): readonly Desk[] {
  switch (role) {
    case 'agent':
    case 'level-2':
      return ['agent', 'tickets'];
    case 'supervisor':
      return ['supervisor', 'tickets'];
    case 'admin':
      return ['admin', 'audit', 'supervisor', 'tickets'];
    default:
      return role satisfies never;
  }
}
