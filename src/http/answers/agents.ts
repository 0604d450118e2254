import { z } from 'zod';
import { MISSED, OFF_REASONS, PHONE_STATES, REST_REASONS } from '../../agents/events.ts';
import type { AgentPicture } from '../../supervision/events.ts';
import { instant, phoneKind, role, words } from './common.ts';

export const AgentAnswer: z.ZodType<AgentPicture> = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  level: z.int(),
  queues: z.array(z.string()),
  phoneKind,
  autoAnswer: z.boolean().optional(),
  will: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready') }),
    z.object({ kind: z.literal('break'), code: z.string() }),
    z.object({
      kind: z.literal('off'),
      why: z.enum(OFF_REASONS).optional(),
    }),
  ]),
  willSince: instant,
  phone: z.enum(PHONE_STATES),
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle'), since: instant }),
    z.object({ kind: z.literal('offered'), call: z.string(), since: instant }),
    z.object({ kind: z.literal('talking'), call: z.string(), since: instant }),
    z.object({ kind: z.literal('wrap-up'), call: z.string(), since: instant }),
  ]),
  mayBeOffered: z.boolean(),
  missed: z.int(),
  leaving: z.object({ call: z.string(), lines: z.array(z.string()) }).optional(),
  rest: z
    .object({
      why: z.enum(REST_REASONS),
      times: z.int(),
      until: instant,
      over: z.literal(true).optional(),
    })
    .optional(),
  answeredToday: z.int(),
  talkMsToday: z.number(),
  missedToday: z.partialRecord(z.enum(MISSED), z.int()),
});
export const BreakAnswer = z.object({ code: z.string(), title: words });
