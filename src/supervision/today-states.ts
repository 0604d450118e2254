import { z } from 'zod';
import { MISSED } from '../agents/events.ts';
import type { ReadStates, StoredShape } from '../kit/stored-shapes.ts';
import type { AgentDay, QueueDay, Today } from './today.ts';

/**
 * The day as states of the journal, one for each queue, agent and open call: a fact rewrites the few it concerns, not
 * the whole day with all its waiting callers.
 */
const DAY = 'today';
const PARTS = { queues: 'today/queue/', agents: 'today/agent/', open: 'today/open/' } as const;

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
  missed: z.partialRecord(z.enum(MISSED), z.number()).optional(),
});

const openCall: z.ZodType<Today['open'][string]> = z.object({
  queue: z.string(),
  queuedAt: z.number(),
  agent: z.string().nullable(),
  answeredAt: z.number().nullable(),
  talkingSince: z.number().nullable(),
  within: z.union([z.literal(0), z.literal(1)]).optional(),
});

/** The day's states in the journal. How to change them: src/calls/README.md. */
export const TODAY_SHAPES: readonly StoredShape[] = [
  { key: PARTS.open, schema: openCall, steps: [] },
  { key: PARTS.queues, schema: queueDay, steps: [] },
  { key: PARTS.agents, schema: agentDay, steps: [] },
  { key: DAY, schema: z.string(), steps: [] },
];

/** What has to be written down to come from one day (or the same day earlier) to the other. */
export function todayStates(before: Today | null, after: Today): Record<string, unknown> {
  const states: Record<string, unknown> = {};
  if (before?.day !== after.day) states[DAY] = after.day;
  for (const [part, prefix] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    const old: Readonly<Record<string, unknown>> = before?.[part] ?? {};
    const fresh: Readonly<Record<string, unknown>> = after[part];
    if (old === fresh) continue;
    for (const name of Object.keys(old)) if (!(name in fresh)) states[prefix + name] = null;
    for (const [name, value] of Object.entries(fresh)) {
      if (value !== old[name]) states[prefix + name] = value;
    }
  }
  return states;
}

/** The day as it was written down, or null. */
export function storedToday({ states }: Pick<ReadStates, 'states'>): Today | null {
  const day = states.get(DAY);
  if (typeof day !== 'string') return null;
  const all = <Value>(prefix: string): Record<string, Value> =>
    Object.fromEntries(
      [...states]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value as Value]),
    );
  return {
    day,
    queues: all<QueueDay>(PARTS.queues),
    agents: all<AgentDay>(PARTS.agents),
    open: all<Today['open'][string]>(PARTS.open),
  };
}
