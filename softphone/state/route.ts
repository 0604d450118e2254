import { kindsOf } from '../../src/kit/kinds.ts';
import { type Capability, can, type Standing } from '../../src/rights/capabilities.ts';

const NUMBER = 'number';

/** A ticket's number stands in the query: the server knows the pages by their plain paths. */
export const ticketPath = (number: string) => `/tickets?${NUMBER}=${encodeURIComponent(number)}`;

/** The ticket that a query names, e.g. `?number=OA-2026-000123`; null: none. */
export const ticketIn = (query: string) => new URLSearchParams(query).get(NUMBER);

/** The page of a customer, by id; theirs stands in the query, too. */
export const customerPath = (id: string) => `/customers?id=${encodeURIComponent(id)}`;
export const customerIn = (query: string) => new URLSearchParams(query).get('id');

export type Desk = 'agent' | 'supervisor' | 'tickets' | 'customers' | 'admin' | 'audit';

/** The paths of each desk. `/crew` leads to the tickets until field crews have a page. */
export const DESK_PATHS: Readonly<Record<Desk, string | RegExp>> = {
  agent: '/agent',
  admin: '/admin',
  audit: '/audit',
  supervisor: /^\/supervisor(\/[a-z]+)?\/?$/,
  tickets: /^\/(tickets|crew)\/?$/,
  customers: '/customers',
};

export const isAt = (path: string | RegExp, here: string): boolean =>
  typeof path === 'string' ? path === here : path.test(here);

/** The pages of the supervisor's desk, in the order of its menu: the floor as it is now, … */
export const FLOOR_PATHS = {
  now: '/supervisor',
  figures: '/supervisor/figures',
  recordings: '/supervisor/recordings',
  listens: '/supervisor/listens',
  notices: '/supervisor/notices',
  scheduled: '/supervisor/scheduled',
} as const;
export type FloorPage = keyof typeof FLOOR_PATHS;

/** The capability that each of them is for, beside that of the desk. */
const FLOOR_PAGES: Readonly<Record<FloorPage, Capability>> = {
  now: 'see-everything',
  notices: 'send-notices',
  scheduled: 'direct-agents',
  figures: 'see-everything',
  recordings: 'see-everything',
  listens: 'read-listens',
};
export const floorPagesOf = (person: Standing): readonly FloorPage[] =>
  kindsOf(FLOOR_PATHS).filter(page => can(person, FLOOR_PAGES[page]));

/** The capability that each desk is for, in the order of the menu. */
const DESKS: Readonly<Record<Desk, Capability>> = {
  agent: 'telephone',
  admin: 'set-up-people',
  audit: 'read-audit',
  supervisor: 'see-everything',
  tickets: 'read-tickets',
  customers: 'serve-customers',
};

/** The desks somebody may open, in the order of the menu. The server decides again for every request. */
export const desksOf = (person: Standing): readonly Desk[] =>
  kindsOf(DESKS).filter(desk => can(person, DESKS[desk]));

/** A screen on the wall: no desk, and all that some may open. */
export const WALLBOARD_PATH = '/wallboard';

/** The desk somebody starts at: the first of these that they may open. */
const HOMES: readonly Desk[] = ['admin', 'supervisor', 'agent', 'tickets'];
export function homeOf(person: Standing): string {
  if (!can(person, 'see-centre')) return WALLBOARD_PATH;
  const desks = desksOf(person);
  return `/${HOMES.find(desk => desks.includes(desk)) ?? 'tickets'}`;
}
