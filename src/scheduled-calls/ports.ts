import type { PlannedJob } from '../tickets/jobs.ts';
import type { ScheduledCall } from './scheduled-call.ts';

/** The calls that were promised, kept for good. Each is saved with its jobs, or not at all. */
export interface ScheduledCallStore {
  add(scheduled: ScheduledCall, jobs: readonly PlannedJob[]): Promise<void>;
  get(id: string): Promise<ScheduledCall | null>;
  /** Those of a person that are open, the first due first. */
  open(person: string): Promise<readonly ScheduledCall[]>;
  /** And that are not, the last closed first. */
  closed(person: string, limit: number): Promise<readonly ScheduledCall[]>;
  /** Those of a ticket, whoever is to make them: the open ones, the first due first, and then the others, the last closed first. */
  ofTicket(ticket: string, limit: number): Promise<readonly ScheduledCall[]>;
  /** Open ones of these people that were due before, the oldest first. */
  dueBefore(at: number, among: readonly string[], limit: number): Promise<readonly ScheduledCall[]>;
  /** `scheduled` has the version after the one that was read; tries are not written. False: it has changed meanwhile. */
  change(scheduled: ScheduledCall, jobs: readonly PlannedJob[]): Promise<boolean>;
  /** Its moment has come: they are reminded, if it is open, still due then and they have not been. */
  remind(id: string, dueAt: number, at: number): Promise<void>;
  /** A call that was made for it was answered: it is done since then, if it is open. */
  keep(id: string, at: number): Promise<void>;
  /** Calls `changed` with whose they are after any of that, in any process; null: some may have been missed. */
  watch(changed: (person: string | null) => void): Promise<() => Promise<void>>;
}
