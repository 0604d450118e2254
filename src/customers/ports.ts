import type { CustomerLine, CustomerSummary } from './customer.ts';
import type { Sought } from './search.ts';

/** More owners of one line than these are not looked up: an agent searches by name. */
export const OWNERS_MAX = 10;

/**
 * Where customers are looked up. Every verb rejects with `store-away` when the store does not answer;
 * a call goes on without a customer then.
 */
export interface CustomerDirectory {
  /**
   * Everybody who has the line of this number (E.164, as `toLine` in phone-number.ts gives it), by name, at most
   * `OWNERS_MAX`. A family or an office shares its telephone.
   */
  findByLine(number: string): Promise<readonly CustomerSummary[]>;
  /**
   * By identity document, however it was written or keyed: anyone who has the same `documentKey` and is the
   * `sameDocument`. Null also when more than one customer fits.
   */
  findByDocument(document: string): Promise<CustomerSummary | null>;
  get(id: string): Promise<CustomerSummary | null>;
  /** Customers who have all that was sought, ordered by name; nobody for what is too short. */
  search(sought: Sought, limit: number): Promise<{ items: readonly CustomerSummary[]; total: number }>;
}

export const CUSTOMER_DEEDS = ['searched', 'viewed', 'created', 'line-added'] as const;

/** What somebody did with a customer's data; kept, and never with more of the data than this. */
export interface CustomerDeed {
  readonly at: number;
  readonly person: string;
  /** Null for a search. */
  readonly customer: string | null;
  readonly deed: (typeof CUSTOMER_DEEDS)[number];
  /** What was typed into the search field, or the number that was added; else ''. */
  readonly detail: string;
}

export interface CustomerStore extends CustomerDirectory {
  /** How the first start fills an empty directory; saving the same id again replaces it whole. */
  save(customer: CustomerSummary): Promise<void>;
  /** Adds a customer, unless somebody has the same document: then answers who that is and adds nobody. */
  add(customer: CustomerSummary): Promise<{ added: boolean; customer: CustomerSummary }>;
  /** Gives a customer one more line; one that they have stays as it is. Null when there is no such customer. */
  addLine(id: string, line: CustomerLine): Promise<CustomerSummary | null>;
  /** Keeps what somebody did, from this address, and chains it in the audit log. */
  note(deed: CustomerDeed, address: string | null): Promise<void>;
  /** What was done with a customer's data, newest first. */
  deeds(customer: string): Promise<CustomerDeed[]>;
}
