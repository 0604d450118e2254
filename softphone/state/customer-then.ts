import type { CustomerRecord } from '../../src/http/shapes/customers.ts';
import { kindsOf } from '../../src/kit/kinds.ts';

/** What is compared of a customer. */
export type KnownField = 'name' | 'document' | 'segment' | 'account' | 'debt' | 'contract' | 'lines';

const TOLD: Readonly<Record<KnownField, (record: CustomerRecord) => unknown>> = {
  name: ({ name }) => name,
  document: ({ document }) => document,
  segment: ({ segment }) => segment,
  account: ({ account }) => [account.id, account.state],
  debt: ({ account }) => ('debt' in account ? account.debt : null),
  contract: ({ contract }) => contract,
  lines: ({ lines }) => lines.map(line => Object.values(line).join()).sort(),
};

export const KNOWN_FIELDS = kindsOf(TOLD);

/** What of a customer is another today than it was. */
export function differencesOf(before: CustomerRecord, today: CustomerRecord): readonly KnownField[] {
  return KNOWN_FIELDS.filter(
    field => JSON.stringify(TOLD[field](before)) !== JSON.stringify(TOLD[field](today)),
  );
}
