import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { AlarmBook } from '../../supervision/ports.ts';

const ALARM = 'redis';
const LOOK_EVERY_MS = 1_000;
/** A connection that comes back sooner is nobody's business, ms. */
const AWAY_MS = 3_000;

export interface RedisWatchParts {
  /** Rejects when Redis does not answer; it may take seconds over that. */
  ask(): Promise<unknown>;
  readonly alarms: Pick<AlarmBook, 'raise' | 'clear'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asks Redis every second whether it answers, and says so in the alarm book when it does not. A book that is away is
 * written to when it is back, if it is still true then.
 *
 *   answers ──no answer──▶ missed ──no answer for 3 s──▶ away: alarm
 *      ▲──────answer──────────┘                            │
 *      └──────answer: cleared──────────────────────────────┘
 */
export class RedisWatch {
  private readonly parts: RedisWatchParts;
  private timer: Timer | null = null;
  private stopped = false;
  private missedSince: number | null = null;
  /** Whether the alarm stands. Null: nobody knows, at the start (an earlier process raised it) or after a failed write. */
  private stands: boolean | null = null;

  constructor(parts: RedisWatchParts) {
    this.parts = parts;
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private async look(): Promise<void> {
    const { ask, clock, log } = this.parts;
    const asked = clock.now();
    const answers = await ask().then(
      () => true,
      () => false,
    );
    if (this.stopped) return;
    this.missedSince = answers ? null : (this.missedSince ?? asked);
    try {
      await this.updateAlarm();
    } catch (error) {
      log.debug({ err: error }, 'the alarm book does not know how it stands with redis');
    }
    if (!this.stopped) this.timer = clock.after(LOOK_EVERY_MS, () => void this.look());
  }

  private async updateAlarm(): Promise<void> {
    const { alarms, clock } = this.parts;
    const since = this.missedSince;
    if (since !== null && clock.now() - since < AWAY_MS) return;
    const isAway = since !== null;
    if (this.stands === isAway) return;
    this.stands = null;
    if (isAway) await alarms.raise({ id: ALARM, since, severity: 'critical', words: WORDS });
    else await alarms.clear(ALARM, clock.now());
    this.stands = isAway;
  }
}

const WORDS = {
  es: 'Redis no responde: las llamadas siguen; órdenes, plazos y grabaciones esperan, y nada se pierde. Si no vuelve en un minuto, avise a quien cuida el servidor.',
  en: 'Redis does not answer: calls go on; tickets, their time limits and recordings wait, and nothing is lost. If it is not back in a minute, tell whoever looks after the server.',
};
