import { z } from 'zod';
import { RECORDING_STATES, type RecordingCard } from '../../recordings/events.ts';
import { instant } from './common.ts';

export const RecordingAnswer: z.ZodType<RecordingCard> = z.object({
  id: z.string(),
  call: z.string(),
  ticket: z.string(),
  agent: z.string().nullable(),
  agentName: z.string().nullable(),
  callerNumber: z.string(),
  queue: z.string().nullable(),
  startedAt: instant,
  durationMs: z.number(),
  bytes: z.int(),
  sha256: z.string(),
  state: z.enum(RECORDING_STATES),
  peaks: z.array(z.number()),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
});
