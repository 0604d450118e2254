import { z } from 'zod';
import { DIRECTIONS } from '../../calls/events.ts';
import { SEGMENTS } from '../../customers/customer.ts';
import type { Contact } from '../../tickets/events.ts';
import type { CustomerFound } from '../shapes/customers.ts';
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

export const ContactAnswer: z.ZodType<Contact> = z.object({
  call: z.string(),
  at: instant,
  direction: z.enum(DIRECTIONS),
  outcome: CallOutcome,
  agentName: z.string().nullable(),
  disposition: words.nullable(),
  ticket: z.object({ number: z.string(), state: TicketStateAnswer, level: z.int(), summary: z.string() }),
});
