import type { Agent } from '../agents/agent.ts';
import type { Session } from '../agents/ports.ts';
import type { Flow } from '../ivr/flow.ts';
import type { Call } from './call.ts';
import type { NumberBlock } from './numbers.ts';
import type { CentreData } from './ports.ts';

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
}

export const keyOf = {
  call: (id: string): string => `call:${id}`,
  agent: (id: string): string => `agent:${id}`,
  message: (recording: string): string => `message:${recording}`,
  flow: (name: string): string => `flow:${name}`,
  numbers: 'numbers',
  settings: 'settings',
  sessions: 'sessions',
  journal: 'journal',
} as const;

export function storedCentre(states: ReadonlyMap<string, unknown>): StoredCentre {
  const all = <Value>(prefix: string): Value[] =>
    [...states].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as Value);
  return {
    calls: all<Call>('call:'),
    agents: all<Agent>('agent:'),
    numbers: (states.get(keyOf.numbers) as NumberBlock[] | undefined) ?? [],
    settings: (states.get(keyOf.settings) as CentreData | undefined) ?? null,
    sessions: (states.get(keyOf.sessions) as Session[] | undefined) ?? null,
    messages: new Set(all<string>('message:')),
    flows: all<Flow>('flow:'),
  };
}
