import { z } from 'zod';
import { DIRECTIONS } from '../../calls/events.ts';
import { RECORDING_KINDS, RECORDING_STATES, type RecordingCard } from '../../recordings/events.ts';
import { instant } from './common.ts';

export const RecordingAnswer: z.ZodType<RecordingCard> = z.object({
  id: z.string(),
  call: z.string(),
  kind: z.enum(RECORDING_KINDS).describe('a talk, or a message that a caller left'),
  ticket: z.string(),
  agent: z.string().nullable(),
  agentName: z.string().nullable(),
  callerNumber: z.string(),
  callerName: z.string(),
  customerName: z.string().nullable(),
  queue: z.string().nullable(),
  direction: z.enum(DIRECTIONS).nullable(),
  disposition: z.string().nullable().describe('the code with which its agent wrapped up their part'),
  startedAt: instant,
  durationMs: z.number(),
  bytes: z.int(),
  sha256: z.string(),
  heard: z.boolean().describe('its agent, or for whom the message is, has listened to it'),
  state: z.enum(RECORDING_STATES),
  peaks: z.array(z.number()),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
});
