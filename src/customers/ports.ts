import type { CustomerSummary } from './customer.ts';

/**
 * Where customers are looked up. Every verb rejects with `store-away` when the store does not answer;
 * a call goes on without a customer then.
 */
export interface CustomerDirectory {
  /** By a line's number in E.164, as `toLine` in phone-number.ts gives it. */
  findByLine(number: string): Promise<CustomerSummary | null>;
  /**
   * By identity document, however it was written or keyed: compare `documentKey(document)` with the keys of
   * the stored one (`documentKeys`). Null also when more than one customer would fit.
   */
  findByDocument(document: string): Promise<CustomerSummary | null>;
  get(id: string): Promise<CustomerSummary | null>;
  /** By part of the name, the document or a number, without regard to case or accents; best known order: name. */
  search(text: string, limit: number): Promise<readonly CustomerSummary[]>;
}

/** How the first start fills an empty directory; saving the same id again replaces it whole. */
export interface CustomerStore extends CustomerDirectory {
  save(customer: CustomerSummary): Promise<void>;
}
