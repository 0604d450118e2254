import { z } from 'zod';
import type { Agent } from '../../agents/agent.ts';
import { AGENT_SHAPE } from '../../agents/agent-shape.ts';
import { ROLES } from '../../agents/events.ts';
import { withoutLevelRole } from '../../agents/level-role.ts';
import { SESSION_KINDS, type Session } from '../../agents/ports.ts';
import { type Flow, flowShape } from '../../ivr/flow.ts';
import type { ReadStates, StoredShape } from '../../kit/stored-shapes.ts';
import { policyWithoutLevelRole } from '../../outgoing/level-role.ts';
import { RECORDING_PAUSE_MS, RECORDING_POLICIES } from '../../queues/events.ts';
import type { Call } from '../call.ts';
import { CALL_SHAPE } from '../call-shape.ts';
import { INTERNAL_TICKETS } from '../internal-tickets.ts';
import type { CentreData } from '../ports/settings.ts';
import { type StoredProofs, storedProofs } from '../proof-calls.ts';
import { type StoredRefusals, storedRefusals } from '../watches/refusals.ts';
import type { NumberBlock } from './numbers.ts';

/** What the journal keeps beside the facts, by key; after a restart the centre is built from it. */
export interface StoredCentre {
  readonly calls: readonly Call[];
  readonly agents: readonly Agent[];
  readonly numbers: readonly NumberBlock[];
  /** The last known settings and sessions, for a restart while the database is away. */
  readonly settings: CentreData | null;
  readonly sessions: readonly Session[] | null;
  /** Messages Asterisk took by itself that already have a ticket, by name of the recording. */
  readonly messages: ReadonlySet<string>;
  /** The last good text of each flow, for a restart while its file has faults. */
  readonly flows: readonly Flow[];
  /** Who could not be taken, on the day that was the last with one. */
  readonly refusals: StoredRefusals | null;
  /** The codes that were said to customers' lines, on the day that was the last with one. */
  readonly proofs: StoredProofs | null;
}

export const keyOf = {
  call: (id: string): string => `${CALL_SHAPE.key}${id}`,
  agent: (id: string): string => `${AGENT_SHAPE.key}${id}`,
  message: (recording: string): string => `message:${recording}`,
  flow: (name: string): string => `flow:${name}`,
  numbers: 'numbers',
  settings: 'settings',
  sessions: 'sessions',
  journal: 'journal',
  refusals: 'refusals',
  proofs: 'proofs',
} as const;

const numbers: z.ZodType<NumberBlock[]> = z.array(z.object({ year: z.int(), next: z.int(), last: z.int() }));

/** Read from the database again at each start; here only what a centre without a database cannot do without. */
const settings = z.object({
  areas: z.array(z.object({ name: z.string(), title: z.string() })),
  queues: z.array(
    z.object({
      name: z.string(),
      area: z.string(),
      ringMs: z.number(),
      recording: z.enum(RECORDING_POLICIES),
      recordingPauseMs: z.number(),
    }),
  ),
  people: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      role: z.enum(ROLES),
      telephone: z.boolean(),
      queues: z.array(z.string()),
      areas: z.array(z.string()),
    }),
  ),
  calendars: z.array(z.object({ name: z.string() })),
  numbers: z.array(z.object({ number: z.string(), flow: z.string() })),
  dispositions: z.array(z.object({ code: z.string() })),
  breaks: z.array(z.object({ code: z.string() })),
  policies: z.object({
    debtStops: z.boolean(),
    announceRecording: z.boolean(),
    directRecording: z.enum(RECORDING_POLICIES).optional(),
    directPauseMs: z.number().optional(),
    internalTickets: z.enum(INTERNAL_TICKETS).optional(),
    supervisionSeen: z.boolean().optional(),
    leaderMayLeave: z.boolean().optional(),
    longCallMs: z.number().optional(),
    callCaps: z.record(z.string(), z.number()).optional(),
  }),
});

/** 2: level 2 is no role, and who has a telephone stands with the person. */
const levelIsNoRole = (before: { people: readonly object[]; policies: { outgoing?: unknown } }) => ({
  ...before,
  people: before.people.map(stored => ({
    ...(withoutLevelRole(stored) as object),
    telephone: 'role' in stored && (stored.role === 'agent' || stored.role === 'level-2'),
  })),
  policies: {
    ...before.policies,
    ...('outgoing' in before.policies ? { outgoing: policyWithoutLevelRole(before.policies.outgoing) } : {}),
  },
});

/** 3: areas are apart from queues; until then they bore the names of queues. */
const areasApart = (before: {
  queues: readonly { name: string; title?: string }[];
  people: readonly { queues: readonly string[] }[];
}) => ({
  ...before,
  areas: before.queues.map(({ name, title = name }) => ({ name, title })),
  queues: before.queues.map(queue => ({ ...queue, area: queue.name })),
  people: before.people.map(person => ({ ...person, areas: person.queues })),
});

/** 4: a queue has a policy of recording, where it was yes or no. */
const recordingPolicies = (before: { queues: readonly { record?: boolean }[] }) => ({
  ...before,
  queues: before.queues.map(({ record, ...queue }) => ({
    ...queue,
    recording: record === false ? 'never' : 'always',
    recordingPauseMs: RECORDING_PAUSE_MS,
  })),
});

const sessions: z.ZodType<Session[]> = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(SESSION_KINDS),
    personId: z.string().nullable(),
    line: z.string().nullable(),
    createdAt: z.number(),
    expiresAt: z.number(),
  }),
);

/** The sorts of state of this room, each with its version (README.md); the likeliest first. */
export const CENTRE_SHAPES: readonly StoredShape[] = [
  CALL_SHAPE,
  AGENT_SHAPE,
  { key: keyOf.numbers, schema: numbers, steps: [] },
  { key: keyOf.sessions, schema: sessions, steps: [] },
  { key: keyOf.settings, schema: settings, steps: [levelIsNoRole, areasApart, recordingPolicies] },
  { key: keyOf.message(''), schema: z.string(), steps: [] },
  { key: keyOf.flow(''), schema: flowShape.extend({ version: z.string() }), steps: [] },
  { key: keyOf.journal, schema: z.string(), steps: [] },
  { key: keyOf.refusals, schema: storedRefusals, steps: [] },
  { key: keyOf.proofs, schema: storedProofs, steps: [] },
];

/** The centre from states that were read by these shapes. */
export function storedCentre({ states }: Pick<ReadStates, 'states'>): StoredCentre {
  const all = <Value>(prefix: string): Value[] =>
    [...states].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as Value);
  return {
    calls: all<Call>(CALL_SHAPE.key),
    agents: all<Agent>(AGENT_SHAPE.key),
    numbers: (states.get(keyOf.numbers) as NumberBlock[] | undefined) ?? [],
    settings: (states.get(keyOf.settings) as CentreData | undefined) ?? null,
    sessions: (states.get(keyOf.sessions) as Session[] | undefined) ?? null,
    messages: new Set(all<string>(keyOf.message(''))),
    flows: all<Flow>(keyOf.flow('')),
    refusals: (states.get(keyOf.refusals) as StoredRefusals | undefined) ?? null,
    proofs: (states.get(keyOf.proofs) as StoredProofs | undefined) ?? null,
  };
}
