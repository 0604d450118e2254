import { z } from 'zod';
import type { CrmAnswer } from '../../customers/crm.ts';
import type { Account, Contract, CustomerSummary, LineService, Segment } from '../../customers/customer.ts';
import {
  type CustomerHistoryPage,
  HISTORY_KINDS,
  type HistoryKind,
  type HistoryPlace,
} from '../../tickets/customer-history.ts';
import { TEXTS } from '../../tickets/texts.ts';
import { text } from '../text-shape.ts';

/*
 * Routes below `/api/v1`: | who may | in → out |
 *
 * | GET /customers ?text&limit       | customer users | → {items: CustomerFound[], total}
 * | POST /customers                  | customer users | NewCustomer → CustomerFound (201)
 * | POST /customers/{id}/lines       | customer users | NewLine → CustomerFound
 * | GET /customers/{id}              | customer users | → CustomerRecord
 * | GET /tickets/{number}/customer   | customer users (in sight) | → CustomerOnTicket
 * | GET /customers/{id}/crm          | customer users | → CrmShown
 * | GET /customers/{id}/history ?kinds&before&limit | customer users (in sight) | → CustomerHistoryRead
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

/** A customer as their page shows them. */
export interface CustomerRecord extends Pick<CustomerSummary, 'id' | 'name' | 'document' | 'segment'> {
  /** `line`: the number, of which some readers see the last digits. */
  readonly lines: readonly {
    readonly line: string;
    readonly service: LineService;
    readonly address: string;
  }[];
  readonly account: Account;
  readonly contract: Contract | null;
}

export function recordShown({
  id,
  name,
  document,
  segment,
  lines,
  account,
  contract,
}: CustomerSummary): CustomerRecord {
  const shown = lines.map(({ number, service, address }) => ({ line: number, service, address }));
  return { id, name, document, segment, lines: shown, account, contract };
}

/** `lines`: the customer's numbers as we know them, so that they are masked in what the CRM says, too. */
export type CrmShown = CrmAnswer & { readonly lines: readonly string[] };

export interface CustomerHistoryRead extends Pick<CustomerHistoryPage, 'items'> {
  /** To be sent as `before` for what is older; null: nothing is. */
  readonly next: string | null;
}

/** The customer of a ticket: as they were known when it became theirs, and as they are now. */
export interface CustomerOnTicket {
  /** Null where nothing was kept: the ticket was theirs under an older version. */
  readonly onTicket: (CustomerRecord & { readonly at: number }) | null;
  /** Null for one who is not in the directory. */
  readonly today: CustomerRecord | null;
}

/** `before` as it is written: the instant, a tilde, the key. */
export const writtenPlace = ({ at, key }: HistoryPlace): string => `${at}~${key}`;

export const HistoryQuery = z.strictObject({
  kinds: z
    .string()
    .max(60)
    .optional()
    .transform((written, context): readonly HistoryKind[] | undefined => {
      const kinds = written?.split(',') ?? [];
      const known = HISTORY_KINDS.filter(kind => kinds.includes(kind));
      if (kinds.length === known.length) return written === undefined ? undefined : known;
      context.addIssue({ code: 'custom', message: `some of ${HISTORY_KINDS.join(', ')}` });
      return z.NEVER;
    })
    .describe(`some of ${HISTORY_KINDS.join(', ')}, with commas between them; all if left out`),
  before: z
    .string()
    .regex(/^\d{1,15}~[\x21-\x7e]{1,200}$/)
    .optional()
    .transform((written): HistoryPlace | undefined => {
      if (written === undefined) return undefined;
      const [at = ''] = written.split('~', 1);
      return { at: Number(at), key: written.slice(at.length + 1) };
    })
    .describe('what is older than this place, which is `next` of the answer before'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
