import { kindsOf } from '../../src/kit/kinds.ts';
import type { Dictionary } from '../words/es.ts';
import { DESK_PATHS, FLOOR_PATHS, isAt, ticketIn } from './route.ts';

/**
 * The tab's title on a page of the desk, the most telling first (WCAG 2.4.2): a ticket's number, the page, the product.
 * A customer is not named: titles stay in the browser's history, and are seen on shared screens.
 */
export function pageTitle(
  path: string,
  query: string,
  words: Pick<Dictionary, 'product' | 'chrome'>,
): string {
  const desk = kindsOf(DESK_PATHS).find(one => isAt(DESK_PATHS[one], path));
  if (desk === undefined) return words.product;
  const sub = desk === 'supervisor' ? kindsOf(FLOOR_PATHS).find(one => FLOOR_PATHS[one] === path) : undefined;
  const told = [
    desk === 'tickets' ? ticketIn(query) : null,
    sub === undefined || sub === 'now' ? null : words.chrome.floorPages[sub],
    words.chrome[desk],
    words.product,
  ];
  return told.filter(one => one !== null && one !== '').join(' · ');
}
