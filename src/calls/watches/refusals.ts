import { z } from 'zod';
import type { Clock, Timer } from '../../kit/clock.ts';

/**
 * Why a call from outside is not taken: no codec that we speak, no number at all, no port left for its voice; more calls
 * at once than its origin may have, more new ones a second (`admission.ts`); more than can be served in time (`overload.ts`);
 * the centre is about to be stopped (`last-calls.ts`).
 */
export const REFUSALS = [
  'no-codec',
  'no-service',
  'no-room',
  'over-cap',
  'over-rate',
  'overload',
  'stopping',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** In a rush the count is told this often, ms. */
const ALARM_EVERY_MS = 1_000;
/** While somebody was refused, whether the day is over is asked this often, ms. */
const LOOK_EVERY_MS = 60_000;

export type RefusedToday = Readonly<Record<Refusal, number>>;
const NONE: RefusedToday = {
  'no-codec': 0,
  'no-service': 0,
  'no-room': 0,
  'over-cap': 0,
  'over-rate': 0,
  overload: 0,
  stopping: 0,
};

/**
 * As the journal keeps it. `day` is the calendar day, ISO 8601; older versions knew fewer reasons. `shed`: how many the
 * telephone system had turned away by itself since it started, when it was last asked.
 */
export interface StoredRefusals {
  readonly day: string;
  readonly counts: Partial<RefusedToday>;
  readonly shed?: number | undefined;
}

export const storedRefusals: z.ZodType<StoredRefusals> = z.object({
  day: z.string(),
  counts: z.object({
    'no-codec': z.number(),
    'no-service': z.number(),
    'no-room': z.number(),
    'over-cap': z.number().optional(),
    'over-rate': z.number().optional(),
    overload: z.number().optional(),
    stopping: z.number().optional(),
  }),
  shed: z.number().optional(),
});

/** Counts who could not be taken today, by reason; a restart keeps the count, the turn of the day ends it. */
export class Refusals {
  private readonly parts: {
    readonly clock: Clock;
    readonly dayOf: (at: number) => string;
    /** Null: nobody was refused today. */
    readonly changed: (today: RefusedToday | null) => void;
    readonly keep: (stored: StoredRefusals | null) => void;
  };
  private stored: { readonly day: string; readonly counts: RefusedToday } | null;
  private shed: number;
  private alarmTimer: Timer | null = null;
  private looking: Timer | null = null;

  constructor(parts: Refusals['parts'], stored: StoredRefusals | null) {
    this.parts = parts;
    this.stored = stored && { day: stored.day, counts: { ...NONE, ...stored.counts } };
    this.shed = stored?.shed ?? 0;
  }

  /** What was counted before a restart is told again, if it is of today. */
  start(): void {
    if (this.stored === null) return;
    this.look();
    if (this.stored) this.parts.changed(this.stored.counts);
  }

  /** Those of the day that was counted last. */
  get counts(): RefusedToday {
    return this.stored?.counts ?? NONE;
  }

  count(why: Refusal, many = 1): void {
    const { clock, dayOf } = this.parts;
    const day = dayOf(clock.now());
    const counts = this.stored?.day === day ? this.stored.counts : NONE;
    this.stored = { day, counts: { ...counts, [why]: counts[why] + many } };
    this.alarmTimer ??= clock.after(ALARM_EVERY_MS, () => this.raiseAlarm());
    this.looking ??= clock.after(LOOK_EVERY_MS, () => this.look());
  }

  /**
   * So many has the telephone system turned away for overload since it started; those that were not counted before are. It
   * has started anew when they are fewer.
   */
  countShed(total: number): void {
    const more = total < this.shed ? total : total - this.shed;
    this.shed = total;
    if (more > 0) this.count('overload', more);
  }

  /** What was counted and not yet told is kept. */
  stop(): void {
    if (this.alarmTimer) this.keep();
    this.alarmTimer?.cancel();
    this.looking?.cancel();
  }

  private raiseAlarm(): void {
    this.alarmTimer = null;
    this.keep();
    this.parts.changed(this.stored?.counts ?? null);
  }

  private keep(): void {
    if (this.shed === 0) this.parts.keep(this.stored);
    else this.parts.keep({ day: '', counts: NONE, ...this.stored, shed: this.shed });
  }

  private look(): void {
    const { clock, dayOf } = this.parts;
    this.looking = null;
    if (this.stored?.day === dayOf(clock.now())) {
      this.looking = clock.after(LOOK_EVERY_MS, () => this.look());
      return;
    }
    this.stored = null;
    this.raiseAlarm();
  }
}
