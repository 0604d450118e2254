import { z } from 'zod';
import { MISSED } from '../agents/events.ts';
import type { ReadStates, StoredShape } from '../kit/stored-shapes.ts';
import type { AgentDay, OpenCall, QueueDay, Today } from './today.ts';

/**
 * The day as states of the journal, one for each queue, agent and open call: a fact rewrites the few it concerns, not
 * the whole day with all its waiting callers.
 */
export const DAY = 'today';
export const PARTS = { queues: 'today/queue/', agents: 'today/agent/', open: 'today/open/' } as const;

const queueDay: z.ZodType<QueueDay> = z.object({
  offered: z.number(),
  answered: z.number(),
  answeredWithin: z.number(),
  abandoned: z.number(),
  abandonedWithin: z.number(),
  waitedMs: z.number(),
});

const agentDay: z.ZodType<AgentDay> = z.object({
  answered: z.number(),
  talkMs: z.number(),
  heldMs: z.number().optional(),
  joined: z.number().optional(),
  joinedMs: z.number().optional(),
  missed: z.partialRecord(z.enum(MISSED), z.number()).optional(),
});

const openCall: z.ZodType<OpenCall> = z.object({
  queue: z.string(),
  queuedAt: z.number(),
  agent: z.string().nullable(),
  answeredAt: z.number().nullable(),
  talkingSince: z.number().nullable(),
  joined: z.record(z.string(), z.number()).optional(),
  internal: z.literal(true).optional(),
  within: z.union([z.literal(0), z.literal(1)]).optional(),
  given: z.literal(true).optional(),
});

/** The day's states in the journal. How to change them: src/calls/README.md. */
export const TODAY_SHAPES: readonly StoredShape[] = [
  { key: PARTS.open, schema: openCall, steps: [] },
  { key: PARTS.queues, schema: queueDay, steps: [] },
  { key: PARTS.agents, schema: agentDay, steps: [] },
  { key: DAY, schema: z.string(), steps: [] },
];

/** The day as it was written down, or null. */
export function storedToday({ states }: Pick<ReadStates, 'states'>): Today | null {
  const day = states.get(DAY);
  if (typeof day !== 'string') return null;
  const all = <Value>(prefix: string): Map<string, Value> =>
    new Map(
      [...states]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value as Value]),
    );
  return {
    day,
    queues: all<QueueDay>(PARTS.queues),
    agents: all<AgentDay>(PARTS.agents),
    open: all<OpenCall>(PARTS.open),
  };
}
