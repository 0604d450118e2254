import type { Role } from '../../agents/events.ts';
import type { Person, Session } from '../../agents/ports.ts';
import type { ChainRow } from '../../audit/chain.ts';
import type { CallStory } from '../../calls/call-story.ts';
import type { CallEntry } from '../../calls/events.ts';
import { DEFAULT_POLICIES } from '../../calls/policies.ts';
import type { CentreData } from '../../calls/ports/settings.ts';
import type { Contact, SpeedDial } from '../../contacts/contact.ts';
import type { SecondFactor } from '../../credentials/ports.ts';
import type { CustomerSummary } from '../../customers/customer.ts';
import type { CustomerDeed } from '../../customers/ports.ts';
import type { ReadNotice } from '../../notices/notice.ts';
import { FIRST_POLICY } from '../../outgoing/policy.ts';
import type { Listen } from '../../recordings/audited-listening.ts';
import type { RecordingCard } from '../../recordings/events.ts';
import type { RecordingStory } from '../../recordings/recording-story.ts';
import type { ScheduledCall } from '../../scheduled-calls/scheduled-call.ts';
import type { Alarm } from '../../supervision/events.ts';
import type { KeptDiagnosis } from '../../tickets/diagnosis.ts';
import type { PlannedJob } from '../../tickets/jobs.ts';
import { DEFAULT_LIMITS } from '../../tickets/policy.ts';
import type { CustomerThen, DatedFact } from '../../tickets/ports/store.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
import type { TicketPolicy } from '../../tickets/ticket-policy.ts';

export type KeptFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly durationMs: number;
  readonly peaks: readonly number[];
};

export type MemoryJob = PlannedJob & { done: boolean; failed: boolean; attempts: number };

/** All that the stores of one centre keep, in plain Maps; the stores are views of it, as of one database. */
export interface MemoryRecords {
  readonly people: Map<string, { person: Person; passwordHash: string }>;
  readonly sessions: Map<string, { session: Session; tokenHash: string }>;
  readonly secondFactors: { readonly factors: Map<string, SecondFactor>; roles: readonly Role[] | null };
  readonly customers: Map<string, CustomerSummary>;
  readonly customerDeeds: CustomerDeed[];
  readonly contacts: Map<string, Contact>;
  readonly speedDials: (Omit<SpeedDial, 'name'> & { readonly person: string })[];
  readonly audit: ChainRow[];
  centre: Omit<CentreData, 'people'>;
  policy: TicketPolicy;
  readonly entries: Map<string, CallEntry>;
  readonly calls: Map<string, CallStory>;
  readonly leases: Map<number, number>;
  readonly tickets: Map<string, Ticket>;
  readonly ticketFacts: Map<string, DatedFact[]>;
  /** By ticket and customer, with a blank between them. */
  readonly ticketCustomers: Map<string, CustomerThen>;
  readonly diagnoses: KeptDiagnosis[];
  readonly ticketOf: Map<string, string>;
  readonly recordings: Map<
    string,
    { story: RecordingStory; state: RecordingCard['state']; file: KeptFile | null; why: string | null }
  >;
  readonly listens: Listen[];
  /** How far listenings have come, by their number, ms. */
  readonly reaches: Map<number, number>;
  readonly jobs: Map<string, MemoryJob>;
  readonly alarms: Map<string, Alarm>;
  readonly notices: Map<string, ReadNotice>;
  readonly scheduledCalls: Map<string, ScheduledCall>;
  readonly changes: Changes;
}

type Subject =
  | 'people'
  | 'sessions'
  | 'settings'
  | 'alarms'
  | 'tickets'
  | 'recordings'
  | 'calls'
  | 'notices'
  | 'scheduled-calls';

/** NOTIFY without a database: emits in a microtask, after the change is whole. */
export interface Changes {
  emit(subject: Subject, id?: string): void;
  watch(subjects: readonly Subject[], onChange: (subject: Subject, id: string) => void): () => Promise<void>;
}

export function memoryRecords(): MemoryRecords {
  return {
    people: new Map(),
    sessions: new Map(),
    secondFactors: { factors: new Map(), roles: null },
    customers: new Map(),
    customerDeeds: [],
    contacts: new Map(),
    speedDials: [],
    audit: [],
    centre: {
      areas: [{ name: '', title: 'Sin área' }],
      queues: [],
      calendars: [],
      numbers: [],
      dispositions: [],
      breaks: [],
      policies: { ...DEFAULT_POLICIES, outgoing: FIRST_POLICY },
    },
    policy: {
      levelLimits: [{ topic: null, level: 1, limitMs: 30 * 60_000 }],
      routes: [
        { topic: null, level: 1, area: 'averias' },
        { topic: null, level: 2, area: 'nivel-2' },
      ],
      queueAreas: {},
      ...DEFAULT_LIMITS,
    },
    entries: new Map(),
    calls: new Map(),
    leases: new Map(),
    tickets: new Map(),
    ticketFacts: new Map(),
    ticketCustomers: new Map(),
    diagnoses: [],
    ticketOf: new Map(),
    recordings: new Map(),
    listens: [],
    reaches: new Map(),
    jobs: new Map(),
    alarms: new Map(),
    notices: new Map(),
    scheduledCalls: new Map(),
    changes: changes(),
  };
}

function changes(): Changes {
  const watchers = new Set<{
    subjects: readonly Subject[];
    onChange: (subject: Subject, id: string) => void;
  }>();
  return {
    emit(subject, id = '') {
      queueMicrotask(() => {
        for (const watcher of [...watchers])
          if (watcher.subjects.includes(subject)) watcher.onChange(subject, id);
      });
    },
    watch(subjects, onChange) {
      const watcher = { subjects, onChange };
      watchers.add(watcher);
      return async () => {
        watchers.delete(watcher);
      };
    },
  };
}
