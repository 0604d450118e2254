import { z } from 'zod';
import { EFFECTS } from '../../calls/dispositions.ts';
import {
  CLOSED_AS,
  TICKET_ACTIONS,
  TICKET_STATES,
  type TicketCard,
  type TicketPage,
} from '../../tickets/events.ts';
import { instant, words } from './common.ts';

export const TicketStateAnswer = z.enum(TICKET_STATES);
const ticket = z.object({
  number: z.string(),
  state: TicketStateAnswer,
  level: z.int(),
  area: z.string(),
  topic: z.string(),
  priority: z.int(),
  summary: z.string(),
  callerNumber: z.string(),
  customerName: z.string().nullable(),
  internal: z
    .object({ caller: z.string(), called: z.string() })
    .nullable()
    .describe('which two of ours called each other, where such a call opened it'),
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  openedAt: instant,
  updatedAt: instant,
  levelDueAt: instant.nullable(),
  attentionDueAt: instant.nullable(),
  abandoned: z.boolean(),
  closedAs: z.enum(CLOSED_AS).nullable(),
  version: z.int(),
});
export const TicketAnswer: z.ZodType<TicketCard> = ticket;

type Fact = TicketPage['timeline'][number]['fact'];
/** The facts are a long union that the rooms `calls` and `tickets` own; `kind` names the case. */
const fact = z.looseObject({ kind: z.string() }) as unknown as z.ZodType<Fact>;

const ticketAction = z.enum(TICKET_ACTIONS);

export const TicketPageAnswer: z.ZodType<TicketPage> = ticket.extend({
  solution: z.string(),
  customerId: z.string().nullable(),
  calls: z.array(z.string()),
  contactTriesLeft: z.int(),
  talk: z
    .object({ call: z.string(), at: instant, agent: z.string(), agentName: z.string() })
    .nullable()
    .describe(
      'the answered call in which the customer can have agreed; only while the ticket waits for contact',
    ),
  actions: z.array(ticketAction),
  effects: z.array(z.enum(EFFECTS)).describe('what the disposition of a call of the reader may do to it'),
  timeline: z.array(
    z.object({
      at: instant,
      source: z.enum(['ticket', 'call']),
      call: z.string().nullable(),
      fact,
      words,
    }),
  ),
});
