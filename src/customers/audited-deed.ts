import { digestOf } from '../audit/chain.ts';
import type { AuditEntry, Recorded } from '../audit/events.ts';
import type { CustomerDeed } from './ports.ts';

const KINDS: Readonly<Record<CustomerDeed['deed'], Recorded['kind']>> = {
  searched: 'customer-searched',
  viewed: 'customer-viewed',
  created: 'customer-created',
  'line-added': 'customer-line-added',
};

/** What the audit log vouches for of a deed. */
export function deedDigest({ at, person, customer, deed, detail }: CustomerDeed): string {
  return digestOf({ at, person, customer, deed, detail });
}

/**
 * The row of the audit log for a deed that is kept under the number `row`. It says who and when, and only vouches for the
 * rest: what can never be changed must not hold a customer's name or number.
 */
export function auditedDeed(deed: CustomerDeed, row: number, address: string | null): AuditEntry {
  const { at, person, customer } = deed;
  return {
    at,
    person,
    address,
    kind: KINDS[deed.deed],
    subject: customer,
    data: { row, sha256: deedDigest(deed) },
  };
}
