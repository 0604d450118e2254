import type { Clock, Timer } from '../../kit/clock.ts';
import type { JournalFact } from '../journal/relay.ts';

/** Anyone who hangs up so soon has heard nothing of the menu, ms. */
const AT_ONCE_MS = 6_000;
/** Calls that ended in this span are looked at, ms; of more than ENDED_MAX the latest. */
const SPAN_MS = 10 * 60_000;
const ENDED_MAX = 5_000;
/** So many cancelled calls are an alarm where they are the most of all, or of one caller's. */
export const CANCELLED_IN_ALL = 60;
export const CANCELLED_BY_ONE = 15;
/** In a rush it is told this often, ms; when nothing is heard, whether it is over is asked this often, ms. */
const ALARM_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 30_000;

/** One call from outside that is over. `number` is empty for a caller who is not named. */
export interface EndedCall {
  readonly at: number;
  readonly number: string;
  readonly cancelled: boolean;
}

/** What is told: how many calls were cancelled lately, and the callers who did nothing else, the busiest first. */
export interface Cancelled {
  readonly count: number;
  readonly spanMs: number;
  readonly callers: readonly { readonly number: string; readonly count: number }[];
}

/** Whether calls that ring and hang up are an alarm now; null when they are not. */
export function cancelledLately(ended: readonly EndedCall[], now: number): Cancelled | null {
  const lately = ended.filter(({ at }) => at > now - SPAN_MS);
  const count = lately.filter(({ cancelled }) => cancelled).length;
  const byCaller = new Map<string, { all: number; cancelled: number }>();
  for (const { number, cancelled } of lately) {
    if (number === '') continue;
    const before = byCaller.get(number) ?? { all: 0, cancelled: 0 };
    byCaller.set(number, { all: before.all + 1, cancelled: before.cancelled + Number(cancelled) });
  }
  const callers = [...byCaller]
    .filter(([, each]) => each.cancelled >= CANCELLED_BY_ONE && 2 * each.cancelled > each.all)
    .map(([number, each]) => ({ number, count: each.cancelled }))
    .sort((a, b) => b.count - a.count);
  const isAlarm = count >= CANCELLED_IN_ALL && 2 * count > lately.length;
  return isAlarm || callers.length > 0 ? { count, spanMs: SPAN_MS, callers } : null;
}

/** Watches for calls that ring and hang up, one after the other; the alarm clears itself when they have stopped. */
export class CancelledCalls {
  private readonly parts: {
    readonly clock: Clock;
    readonly changed: (cancelled: Cancelled | null) => void;
  };
  /** Calls from outside that live, since when and of whom. */
  private readonly living = new Map<string, { readonly at: number; readonly number: string }>();
  private ended: EndedCall[] = [];
  private raised = false;
  private alarmTimer: Timer | null = null;
  private looking: Timer | null = null;

  constructor(parts: CancelledCalls['parts']) {
    this.parts = parts;
  }

  /** To be called with all facts, in their order. */
  fold(facts: readonly JournalFact[]): void {
    for (const { call, fact } of facts) {
      if (call === null) continue;
      if (fact.kind === 'call-arrived' && fact.direction === 'in') {
        this.living.set(call, { at: fact.at, number: fact.callerNumber });
      }
      if (fact.kind === 'call-ended') this.over(call, fact);
    }
  }

  stop(): void {
    this.alarmTimer?.cancel();
    this.looking?.cancel();
  }

  private over(call: string, { at, by, phase }: { at: number; by: string; phase: string }): void {
    const began = this.living.get(call);
    if (began === undefined) return;
    this.living.delete(call);
    const cancelled = by === 'caller' && phase !== 'talking' && at - began.at <= AT_ONCE_MS;
    this.ended.push({ at, number: began.number, cancelled });
    // Cut now and then, not at each one.
    if (this.ended.length > 2 * ENDED_MAX) this.ended = this.ended.slice(-ENDED_MAX);
    if (cancelled) this.alarmTimer ??= this.parts.clock.after(ALARM_EVERY_MS, () => this.look());
  }

  private look(): void {
    const { clock, changed } = this.parts;
    this.stop();
    this.alarmTimer = null;
    this.looking = null;
    const now = clock.now();
    this.ended = this.ended.filter(({ at }) => at > now - SPAN_MS).slice(-ENDED_MAX);
    const cancelled = cancelledLately(this.ended, now);
    if (cancelled !== null || this.raised) changed(cancelled);
    this.raised = cancelled !== null;
    if (this.raised) this.looking = clock.after(LOOK_EVERY_MS, () => this.look());
  }
}
