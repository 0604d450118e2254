import type { ScheduledCard } from '../../src/http/shapes/scheduled-calls.ts';
import { callArea } from './call-area.ts';
import { isLeaving, type Screen } from './screen.ts';
import { instantAt, localTime } from './zone-time.ts';

/** What is asked about a promised call, in a dialog. */
export type Scheduling =
  | {
      readonly kind: 'new';
      /** Null: somebody of whom a number alone is known. */
      readonly ticket: string | null;
      readonly customer: string | null;
      readonly name: string;
      readonly line: string;
    }
  | { readonly kind: 'change'; readonly scheduled: ScheduledCard }
  | { readonly kind: 'discard'; readonly scheduled: ScheduledCard };

const NONE: readonly ScheduledCard[] = [];

/** Those whose moment has come; while I am in a call, or one comes in, they wait. */
export function dueNow(screen: Screen): readonly ScheduledCard[] {
  if (isLeaving(screen) || screen.scheduled.length === 0 || callArea(screen).kind !== 'idle') return NONE;
  const due = screen.scheduled.filter(({ remindedAt }) => remindedAt !== null);
  return due.length === 0 ? NONE : due;
}

/** How late a call is made after now, as people choose it; `morning`: tomorrow at nine by the centre's clock. */
export const MINUTES = { five: 5, quarter: 15, hour: 60 } as const;
export type QuickMoment = keyof typeof MINUTES | 'morning';

export function quickMoment(quick: QuickMoment, now: number, timeZone: string): number {
  if (quick !== 'morning') return now + MINUTES[quick] * 60_000;
  return instantAt(localTime(now, timeZone, 1, '09:00'), timeZone) ?? now + 24 * 3_600_000;
}

/** Two hours after its moment, as supervisors see it. */
export const LATE_MS = 2 * 3_600_000;
export const isLate = ({ dueAt }: ScheduledCard, now: number): boolean => now >= dueAt + LATE_MS;

/** How a promise stands: `late` as supervisors see it, `due` its moment has come. */
export type PromiseState = 'ahead' | 'due' | 'late' | 'done' | 'discarded';

export function stateOf(scheduled: ScheduledCard, now: number): PromiseState {
  if (scheduled.closed !== null) return scheduled.closed.how;
  if (isLate(scheduled, now)) return 'late';
  return now >= scheduled.dueAt ? 'due' : 'ahead';
}

/** By name, or by their number. */
export const whomOf = (
  { customerName, line }: ScheduledCard,
  telephone: (number: string) => string,
): string => customerName || telephone(line);
