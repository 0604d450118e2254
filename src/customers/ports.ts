import type { CustomerSummary } from './customer.ts';

/**
 * Where customers are looked up. Every verb rejects with `store-away` when the store does not answer;
 * a call goes on without a customer then.
 */
export interface CustomerDirectory {
  /** By a line's number in E.164, as `toLine` in phone-number.ts gives it. */
  findByLine(number: string): Promise<CustomerSummary | null>;
  /**
   * By identity document, however it was written or keyed: whoever has the same `documentKey` and is the
   * `sameDocument`. Null also when more than one customer fits.
   */
  findByDocument(document: string): Promise<CustomerSummary | null>;
  get(id: string): Promise<CustomerSummary | null>;
  /** By part of the name, the document or a number, without regard to case or accents; ordered by name. */
  search(text: string, limit: number): Promise<readonly CustomerSummary[]>;
}

/** How the first start fills an empty directory; saving the same id again replaces it whole. */
export interface CustomerStore extends CustomerDirectory {
  save(customer: CustomerSummary): Promise<void>;
}
