import type { Clock, Timer } from '../kit/clock.ts';
import { type Call, legsOf } from './call.ts';

/** Why a call from outside is not taken: no codec that we speak, no number at all, no port left for its voice. */
export const REFUSALS = ['no-codec', 'no-service', 'no-room'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** So much of the voice is kept for the telephones of agents, who answer those that were taken. */
const RESERVE = 0.1;
/** In a rush the count is told this often, ms. */
const TELL_EVERY_MS = 1_000;

export type RefusedToday = Readonly<Record<Refusal, number>>;
const NONE: RefusedToday = { 'no-codec': 0, 'no-service': 0, 'no-room': 0 };

/** Whether one more caller can be heard: a channel without ports for its voice would be refused by Asterisk with 488. */
export function hasRoom(calls: readonly Call[], pairs: number): boolean {
  const taken = calls.reduce((sum, call) => sum + 1 + legsOf(call).length, 0);
  return taken < pairs - Math.max(1, Math.ceil(pairs * RESERVE));
}

/** Counts who could not be taken today, by reason. */
export class Refusals {
  private readonly parts: {
    readonly clock: Clock;
    readonly dayOf: (at: number) => string;
    readonly changed: (today: RefusedToday) => void;
  };
  private today = NONE;
  private day = '';
  private timer: Timer | null = null;

  constructor(parts: Refusals['parts']) {
    this.parts = parts;
  }

  count(why: Refusal): void {
    const { clock, dayOf } = this.parts;
    const day = dayOf(clock.now());
    if (day !== this.day) this.today = NONE;
    this.day = day;
    this.today = { ...this.today, [why]: this.today[why] + 1 };
    this.timer ??= clock.after(TELL_EVERY_MS, () => this.tell());
  }

  stop(): void {
    this.timer?.cancel();
  }

  private tell(): void {
    this.timer = null;
    this.parts.changed(this.today);
  }
}
