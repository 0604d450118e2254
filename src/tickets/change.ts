import type { TicketFact } from './events.ts';
import type { PlannedJob } from './jobs.ts';
import type { DatedFact } from './ports/store.ts';
import type { Ticket } from './ticket-data.ts';

/** What a rule wants written: the ticket as it becomes, what happened, and what must happen later. */
export interface Change {
  readonly next: Ticket;
  readonly facts: readonly DatedFact[];
  readonly jobs: readonly PlannedJob[];
}

/** Nothing happened yet; every step is added to it. */
export function unchanged(ticket: Ticket): Change {
  return { next: ticket, facts: [], jobs: [] };
}

/** Adds one step to a change. The version rises once per written change, not once per step. */
export function also(
  change: Change,
  patch: Partial<Ticket>,
  facts: readonly DatedFact[],
  jobs: readonly PlannedJob[] = [],
): Change {
  return {
    next: { ...change.next, ...patch },
    facts: [...change.facts, ...facts],
    jobs: [...change.jobs, ...jobs],
  };
}

/** What a person's decision rests on; a call's facts that a job adds to the history change none of it. */
const WEIGHTY = ['state', 'level', 'area', 'assignee', 'summary', 'solution', 'levelEntry'] as const;

/** Closes a change: null when nothing happened, so that nothing is written. */
export function finish(before: Ticket, change: Change, now: number): Change | null {
  if (change.next === before && change.facts.length === 0) return null;
  const version = before.version + 1;
  const weighty = WEIGHTY.some(part => change.next[part] !== before[part]);
  const decidedVersion = weighty ? version : before.decidedVersion;
  return { ...change, next: { ...change.next, updatedAt: now, version, decidedVersion } };
}

export function happened(at: number, fact: TicketFact, call: string | null = null): DatedFact {
  return { at, call, fact };
}
