import { z } from 'zod';
import type { StoredShape } from '../kit/stored-shapes.ts';
import type { Agent } from './agent.ts';
import {
  type AgentProfile,
  type Busy,
  DIRECTED,
  type Directed,
  type Held,
  type Moved,
  OFF_REASONS,
  PHONE_KINDS,
  PHONE_STATES,
  type PhoneRest,
  type PhoneState,
  REST_REASONS,
  ROLES,
  type Will,
  type Work,
} from './events.ts';
import { withoutLevelRole } from './level-role.ts';

const since = z.number();
const call = z.string();

const profile: z.ZodType<AgentProfile> = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: z.enum(ROLES),
  level: z.number(),
  queues: z.array(z.string()),
  phoneKind: z.enum(PHONE_KINDS),
  extension: z.string().optional(),
  autoAnswer: z.boolean().optional(),
});

const will: z.ZodType<Will> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('break'), code: z.string() }),
  z.object({ kind: z.literal('dnd') }),
  z.object({
    kind: z.literal('off'),
    why: z.enum(OFF_REASONS).optional(),
  }),
]);

const phone: z.ZodType<PhoneState> = z.enum(PHONE_STATES);

const work: z.ZodType<Work> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), since }),
  z.object({ kind: z.literal('offered'), call, since, owed: z.number().optional() }),
  z.object({ kind: z.literal('talking'), call, since }),
  z.object({ kind: z.literal('wrap-up'), call, since }),
]);

const beside: z.ZodType<Busy> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offered'), call, since, owed: z.number().optional() }),
  z.object({ kind: z.literal('talking'), call, since }),
  z.object({ kind: z.literal('wrap-up'), call, since }),
]);

const rest: z.ZodType<PhoneRest> = z.object({
  why: z.enum(REST_REASONS),
  times: z.number(),
  until: z.number(),
  over: z.literal(true).optional(),
});

const directed: z.ZodType<Directed> = z.object({
  what: z.enum(DIRECTED),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.number(),
  note: z.string(),
  code: z.string().optional(),
  added: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
});

const held: z.ZodType<Held> = z.object({
  by: z.object({ id: z.string(), name: z.string() }),
  note: z.string(),
  code: z.string(),
  until: z.number(),
});

const moved: z.ZodType<Moved> = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  until: z.number(),
});

const agent: z.ZodType<Agent> = z.object({
  profile,
  will,
  willSince: z.number(),
  phone,
  work,
  beside: beside.optional(),
  missed: z.number(),
  leaving: z.object({ call, lines: z.array(z.string()) }).optional(),
  dismissed: z.literal(true).optional(),
  autoJoin: z.literal(true).optional(),
  noCallWaiting: z.literal(true).optional(),
  supervises: z.string().optional(),
  refused: z.number().optional(),
  rest: rest.optional(),
  directed: directed.optional(),
  moved: moved.optional(),
  held: held.optional(),
});

/** An agent in the journal. How to change it: src/calls/README.md. */
export const AGENT_SHAPE: StoredShape = {
  key: 'agent:',
  schema: agent,
  steps: [
    // 2: level 2 is no role.
    (before: { profile: unknown }) => ({ ...before, profile: withoutLevelRole(before.profile) }),
  ],
  immutable: true,
};
