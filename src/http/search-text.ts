import { type Sought, soughtOf } from '../customers/search.ts';
import { CauceError } from '../kit/errors.ts';
import type { List } from './shapes/list.ts';

/**
 * A list searched by a text that somebody typed. What is too short finds nothing: it is refused with a sentence that says
 * what is missing (`search-too-short`), and so are one to three digits that are nobody's number.
 */
export async function searched<Item>(
  text: string | undefined,
  country: string,
  find: (sought: Sought) => Promise<List<Item>>,
): Promise<List<Item>> {
  const sought = soughtOf(text ?? '', country);
  if (sought.reach === 'too-short') throw new CauceError('search-too-short');
  const found = await find(sought);
  if (sought.reach === 'exact' && found.total === 0) throw new CauceError('search-too-short');
  return found;
}
