import { z } from 'zod';
import { CLOSINGS } from '../../scheduled-calls/scheduled-call.ts';
import type { ScheduledCard } from '../shapes/scheduled-calls.ts';
import { instant } from './common.ts';

export const ScheduledAnswer: z.ZodType<ScheduledCard> = z.object({
  id: z.string(),
  person: z.string().describe('whose call it is to make'),
  personName: z.string(),
  madeBy: z.string().describe('who promised it'),
  madeAt: instant,
  ticket: z.string().nullable(),
  customer: z.string().nullable(),
  customerName: z.string(),
  line: z.string(),
  note: z.string(),
  dueAt: instant,
  remindedAt: instant.nullable(),
  closed: z.object({ how: z.enum(CLOSINGS), at: instant, why: z.string() }).nullable(),
  tries: z.int().describe('calls made for it that nobody answered'),
  version: z.int(),
  outsideHours: z.boolean().describe('of outgoing calls'),
});
