import type { Sight } from '../../rights/sight.ts';
import type { CustomerHistoryPage, HistoryKind, HistoryPlace } from '../customer-history.ts';

export interface HistoryAsked {
  readonly customer: string;
  readonly kinds: readonly HistoryKind[];
  /** Of entries and recordings only those that the reader may read. */
  readonly sight: Sight;
  /** Null: from the newest on. */
  readonly before: HistoryPlace | null;
  readonly limit: number;
}

/**
 * The past of a customer: the calls of tickets that are theirs, and their calls whose ticket nobody has given to another
 * one; these tickets; and what was noted on them. A person's word on a ticket goes before what its call made of the line.
 */
export interface CustomerHistory {
  /** Nothing for a customer that there is not. Rejects with `store-away`. */
  page(asked: HistoryAsked): Promise<CustomerHistoryPage>;
}
