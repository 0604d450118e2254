import { z } from 'zod';
import { LISTENING_OUTCOMES } from '../../recordings/audited-listening.ts';
import { type ListenCard, RECORDING_STATES } from '../../recordings/events.ts';
import type { ListenPage } from '../shapes/recordings.ts';
import { instant } from './common.ts';

const ListenAnswer: z.ZodType<ListenCard> = z.object({
  id: z.int(),
  at: instant,
  person: z.string(),
  personName: z.string().nullable(),
  outcome: z.enum(LISTENING_OUTCOMES),
  untilMs: z
    .number()
    .nullable()
    .describe('how far it was played, ms from its beginning, as the page told it'),
  reason: z.string().describe('why it was taken along'),
  recording: z.string(),
  ticket: z.string(),
  agentName: z.string().nullable(),
  startedAt: instant.nullable(),
  durationMs: z.number(),
  state: z.enum(RECORDING_STATES).nullable(),
});

export const ListenPageAnswer: z.ZodType<ListenPage> = z.object({
  items: z.array(ListenAnswer),
  next: z.string().nullable().describe('`before` of the next page; null: there is none'),
});
