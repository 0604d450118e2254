import type { CustomerSummary } from './customer.ts';

/** What the CRM is asked about: as the directory knows them. Numbers in E.164. */
export interface CrmQuestion extends Pick<CustomerSummary, 'id' | 'document'> {
  readonly account: string;
  readonly lines: readonly string[];
}

/** One thing that the CRM says, in its own words. */
export interface CrmFact {
  readonly label: string;
  readonly value: string;
}

/**
 * What the company's own customer system (CRM) says of a customer.
 *
 * none     no CRM is connected
 * unknown  it does not know this customer
 * known    `page`: where they stand in the CRM itself, an `https:` address
 */
export type CrmAnswer =
  | { readonly kind: 'none' | 'unknown' }
  | {
      readonly kind: 'known';
      readonly facts: readonly CrmFact[];
      readonly page: string | null;
    };

/** Asked while an agent waits, so it answers within seconds or rejects with `crm-away`. */
export interface Crm {
  ask(question: CrmQuestion): Promise<CrmAnswer>;
}

/** A centre without one. */
export const NO_CRM: Crm = { ask: async () => ({ kind: 'none' }) };

export const crmQuestionOf = ({ id, document, account, lines }: CustomerSummary): CrmQuestion => ({
  id,
  document,
  account: account.id,
  lines: lines.map(({ number }) => number),
});
