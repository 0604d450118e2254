import { z } from 'zod';
import { DIRECTIONS } from '../../calls/events.ts';
import { LINE_SERVICES, SEGMENTS } from '../../customers/customer.ts';
import { CLOSED_AS } from '../../tickets/events.ts';
import type {
  CrmShown,
  CustomerFound,
  CustomerHistoryRead,
  CustomerOnTicket,
  CustomerRecord,
} from '../shapes/customers.ts';
import { CallOutcome } from './calls.ts';
import { instant, words } from './common.ts';
import { TicketStateAnswer } from './tickets.ts';

export const CustomerAnswer: z.ZodType<CustomerFound> = z.object({
  id: z.string(),
  name: z.string(),
  document: z.string(),
  segment: z.enum(SEGMENTS),
  account: z.string(),
  lines: z.array(z.string()),
});

const record = z.object({
  id: z.string(),
  name: z.string(),
  document: z.string(),
  segment: z.enum(SEGMENTS),
  lines: z.array(z.object({ line: z.string(), service: z.enum(LINE_SERVICES), address: z.string() })),
  account: z.discriminatedUnion('state', [
    z.object({ id: z.string(), state: z.enum(['in-good-standing', 'unknown']) }),
    z.object({
      id: z.string(),
      state: z.enum(['in-debt', 'suspended']),
      debt: z.object({ amount: z.number(), currency: z.string(), dueSince: z.string() }),
    }),
  ]),
  contract: z.object({ sla: z.string(), level: z.literal([1, 2, 3]) }).nullable(),
});

export const CustomerRecordAnswer: z.ZodType<CustomerRecord> = record;
const lines = z.array(z.string()).describe('their numbers as we know them');
export const CrmAnswerShape: z.ZodType<CrmShown> = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.enum(['none', 'unknown']), lines })
    .describe('none: the centre has no CRM; unknown: it does not know this customer'),
  z.object({
    kind: z.literal('known'),
    lines,
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    page: z.string().nullable().describe('where they stand in the CRM itself'),
  }),
]);

export const CustomerOnTicketAnswer: z.ZodType<CustomerOnTicket> = z.object({
  onTicket: record
    .extend({ at: instant })
    .nullable()
    .describe('when the ticket became theirs; null: nothing was kept then'),
  today: record.nullable(),
});

const entry = {
  at: instant,
  key: z.string(),
  ticket: z.object({
    number: z.string(),
    state: TicketStateAnswer,
    level: z.int(),
    summary: z.string(),
    callerNumber: z.string(),
  }),
};
const pastCall = z.object({
  ...entry,
  kind: z.enum(['call', 'message']),
  call: z.string(),
  direction: z.enum(DIRECTIONS),
  outcome: CallOutcome,
  agentName: z.string().nullable(),
  disposition: words.nullable(),
  talkedMs: z.number().nullable(),
  recordings: z.array(z.string()).describe('those that the reader may hear'),
});
const pastTicket = z.object({
  ...entry,
  kind: z.literal('ticket'),
  closedAt: instant.nullable(),
  closedAs: z.enum(CLOSED_AS).nullable(),
});
const pastNote = z.object({
  ...entry,
  kind: z.literal('note'),
  call: z.string().nullable(),
  byName: z.string().nullable(),
  text: z.string(),
});

export const CustomerHistoryAnswer: z.ZodType<CustomerHistoryRead> = z.object({
  items: z.array(z.discriminatedUnion('kind', [pastCall, pastTicket, pastNote])),
  next: z.string().nullable().describe('send it as `before` for what is older; null: nothing is'),
});
