import { z } from 'zod';
import type { Segment } from '../../customers/customer.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /customers ?text&limit       | customer users | → {items: CustomerFound[], total}
 * | POST /customers                  | customer users | NewCustomer → CustomerFound (201)
 * | POST /customers/{id}/lines       | customer users | NewLine → CustomerFound
 * | GET /customers/{id}/contacts     | customer users (in sight) | → {items: Contact[], total}
 */

export const CustomerQuery = z.strictObject({
  text: text({ ...TEXTS.search, least: 1 }),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});
export const NewCustomer = z.strictObject({
  name: text(TEXTS.customerName).regex(/^[^\p{C}\p{L}]*\p{L}[^\p{C}]*$/u),
  /** In Venezuela with its letter: V-12345678, J-12345678-9. */
  document: text(TEXTS.customerDocument),
  /** A telephone to reach the customer. */
  number: text(TEXTS.customerPhone).default(''),
  /** Number of the contract or account, as the caller has it on a bill. */
  account: text(TEXTS.customerAccount)
    .regex(/^[^\p{C}]*$/u)
    .default(''),
});
export const NewLine = z.strictObject({ number: text({ ...TEXTS.customerPhone, least: 1 }) });
export type NewCustomer = z.infer<typeof NewCustomer>;

/** A customer as a search shows them: enough to ask the caller whether that is who they are. */
export interface CustomerFound {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly segment: Segment;
  readonly account: string;
  readonly lines: readonly string[];
}
