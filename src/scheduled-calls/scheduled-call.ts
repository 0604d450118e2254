import type { PlannedJob } from '../tickets/jobs.ts';

/** How somebody who is called again was reached, or why they are not called any more. */
export const CLOSINGS = ['done', 'discarded'] as const;
export type Closing = (typeof CLOSINGS)[number];

/** A call is agreed on for this long ahead at most, ms. */
export const SCHEDULED_LONGEST_MS = 60 * 24 * 3_600_000;
/** From here on after its moment supervisors see that nobody has called, ms. */
export const OVERDUE_MS = 2 * 3_600_000;
/** Of one person at a time. */
export const SCHEDULED_MOST = 200;

/**
 * A call that somebody has promised to make:
 *
 *   open ──its moment: the job──▶ reminded ──put off──▶ open
 *     └────────────┴── a call for it is answered, or they say so ──▶ done
 *                  └── they say why not ──▶ discarded
 *
 * What did not happen is never booked: a call that nobody answered is a try, and it stays open.
 */
export interface ScheduledCall {
  readonly id: string;
  /** Whose call it is to make. */
  readonly person: string;
  /** Whose promise it was: another one's, where a supervisor has given it on. */
  readonly madeBy: string;
  readonly madeAt: number;
  /** Null: none yet; the call finds its own. */
  readonly ticket: string | null;
  readonly customer: string | null;
  /** The customer's name; '' where it is not known. */
  readonly customerName: string;
  /** In international form. */
  readonly line: string;
  readonly note: string;
  /** Epoch ms. */
  readonly dueAt: number;
  /** They have been reminded, epoch ms; null: its moment is still to come. */
  readonly remindedAt: number | null;
  /** Null while it is open. */
  readonly closed: { readonly how: Closing; readonly at: number; readonly why: string } | null;
  /** Calls made for it that nobody answered. */
  readonly tries: number;
  readonly version: number;
}

export const isOverdue = ({ closed, dueAt }: Pick<ScheduledCall, 'closed' | 'dueAt'>, now: number): boolean =>
  closed === null && now >= dueAt + OVERDUE_MS;

/** The job that reminds of it. Put off, it is another one, and this one finds nothing to do. */
export const reminderOf = ({ id, dueAt }: Pick<ScheduledCall, 'id' | 'dueAt'>): PlannedJob => ({
  job: { name: 'scheduled-call-due', scheduled: id, dueAt },
  runAt: dueAt,
  key: `scheduled-call-due.${id}.${dueAt}`,
});

/** The jobs that tell the ticket of it: that it was agreed, or that it is closed by hand; a call tells of itself. */
export function toldToTicket(scheduled: ScheduledCall, by: string, now: number): PlannedJob[] {
  const { id, ticket, dueAt, closed, note } = scheduled;
  if (ticket === null) return [];
  const fact =
    closed === null
      ? ({ kind: 'call-scheduled', by, dueAt, note } as const)
      : ({ kind: 'scheduled-call-closed', by, how: closed.how, why: closed.why } as const);
  const key = `note-on-ticket.${id}.${closed === null ? 'agreed' : 'closed'}`;
  return [{ job: { name: 'note-on-ticket', ticket, at: now, fact }, runAt: now, key }];
}
