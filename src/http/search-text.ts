import { asksForTelephone, type Sought, soughtOf } from '../customers/search.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import { TokenBuckets } from '../kit/token-bucket.ts';
import { hidesNumbersFrom } from '../supervision/hidden-numbers.ts';
import type { CentreLink } from '../supervision/ports.ts';
import type { Visitor } from './access.ts';
import type { List } from './shapes/list.ts';

/**
 * How many whole numbers somebody may look for who sees their last digits alone: customers say theirs, some in an hour; who
 * tries one after the other would find the digits that are not shown.
 */
const WHOLE_NUMBERS = { burst: 20, perSecond: 1 / 30 } as const;
const MOST_PEOPLE = 10_000;

/** Searches by a text that somebody typed, as far as it may tell them what they are not to see. */
export class TypedSearch {
  private readonly parts: {
    readonly country: string;
    readonly clock: Clock;
    readonly centre: Pick<CentreLink, 'picture'>;
  };
  private readonly tried = new TokenBuckets(() => WHOLE_NUMBERS, MOST_PEOPLE);

  constructor(parts: TypedSearch['parts']) {
    this.parts = parts;
  }

  /**
   * What is too short finds nothing: it is refused with a sentence that says what is missing (`search-too-short`), and so are
   * one to three digits that are nobody's number. Who sees the last digits of numbers alone finds by whole ones only, and
   * not by as many as they like (`too-many-tries`).
   */
  async list<Item>(
    { person }: Pick<Visitor, 'person'>,
    text: string | undefined,
    find: (sought: Sought) => Promise<List<Item>>,
  ): Promise<List<Item>> {
    const { country, clock, centre } = this.parts;
    const hides = hidesNumbersFrom(person, centre.picture()?.picture ?? null);
    const sought = soughtOf(text ?? '', country, hides ? 'whole' : 'parts');
    if (sought.reach === 'too-short') throw new CauceError('search-too-short');
    if (hides && asksForTelephone(text ?? '', country) && !this.tried.take(person.id, clock.now()))
      throw new CauceError('too-many-tries');
    const found = await find(sought);
    if (sought.reach === 'exact' && found.total === 0) throw new CauceError('search-too-short');
    return found;
  }
}
