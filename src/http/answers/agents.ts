import { z } from 'zod';
import { DIRECTED, MISSED, OFF_REASONS, PHONE_STATES, REACHES, REST_REASONS } from '../../agents/events.ts';
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
  extension: z.string().optional().describe('the number at which they are called directly'),
  autoAnswer: z.boolean().optional(),
  autoJoin: z.literal(true).optional(),
  noCallWaiting: z
    .literal(true)
    .optional()
    .describe('a call for them alone goes to their voicemail while they talk'),
  will: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready') }),
    z.object({ kind: z.literal('break'), code: z.string() }),
    z.object({ kind: z.literal('dnd') }),
    z.object({
      kind: z.literal('off'),
      why: z.enum(OFF_REASONS).optional(),
    }),
  ]),
  willSince: instant,
  phone: z.enum(PHONE_STATES),
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle'), since: instant }),
    z.object({
      kind: z.literal('offered'),
      call: z.string(),
      since: instant,
      owed: instant.optional().describe('a call that comes back: they have owed its disposition since then'),
    }),
    z.object({ kind: z.literal('talking'), call: z.string(), since: instant }),
    z.object({ kind: z.literal('wrap-up'), call: z.string(), since: instant }),
  ]),
  beside: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('offered'), call: z.string(), since: instant, owed: instant.optional() }),
      z.object({ kind: z.literal('talking'), call: z.string(), since: instant }),
      z.object({ kind: z.literal('wrap-up'), call: z.string(), since: instant }),
    ])
    .optional()
    .describe('a second call of theirs'),
  mayBeOffered: z.boolean(),
  reach: z.enum(REACHES).describe('what becomes of a call for them alone that comes now'),
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
  directed: z
    .object({
      what: z.enum(DIRECTED),
      by: z.string(),
      at: instant,
      note: z.string(),
      code: z.string().optional(),
      added: z.array(z.string()).optional(),
      removed: z.array(z.string()).optional(),
    })
    .optional()
    .describe('the latest order of a supervisor that they have not read'),
  held: z
    .object({ by: z.string(), note: z.string(), code: z.string(), until: instant })
    .optional()
    .describe('a break that a supervisor ordered, and that they may not end before then'),
  moved: z
    .object({ added: z.array(z.string()), removed: z.array(z.string()), until: instant })
    .optional()
    .describe('they serve other queues than are theirs until then'),
  answeredToday: z.int(),
  talkMsToday: z.number().describe('talk time without hold'),
  heldMsToday: z.number().describe('customers on hold'),
  joinedToday: z
    .int()
    .describe('calls in which they joined the agent who led them; not among those answered'),
  joinedMsToday: z.number().describe('talk time in those'),
  missedToday: z.partialRecord(z.enum(MISSED), z.int()),
});
export const BreakAnswer = z.object({ code: z.string(), title: words });
