import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Call } from '../call.ts';
import type { Outcome } from '../ports/telephony.ts';

/** A call that goes on for so long is an alarm, unless the centre's policy `longCallMs` says otherwise. */
export const LONG_CALL_MS = 4 * 3_600_000;
const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Most calls are over before: they are never looked at, ms. */
const LASTS_MS = 30_000;

/**
 * Looks every minute at the calls that last: anyone who called must still be there, and one that goes on for hours is
 * told to the supervisor. Nobody is hung up for it.
 */
export class LongCalls {
  private readonly parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly calls: () => readonly Call[];
    readonly watch: (channel: string) => Promise<Outcome>;
    /** A call of this age is an alarm, ms. */
    readonly tooLongMs: () => number;
    /** The calls that are too long now, oldest first; told when they are others than before, and with each hour more. */
    readonly onTooLong: (calls: readonly Call[]) => void;
  };
  private timer: Timer | null = null;
  private stopped = false;
  private said = '0';

  constructor(parts: LongCalls['parts']) {
    this.parts = parts;
  }

  start(): void {
    if (!this.stopped) this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => void this.look());
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private async look(): Promise<void> {
    const { clock, calls } = this.parts;
    const lasting = calls().filter(({ phase, arrivedAt }) => {
      return phase.kind !== 'ending' && arrivedAt <= clock.now() - LASTS_MS;
    });
    this.updateAlarm(lasting);
    for (const { id, direction } of lasting) if (direction === 'in') await this.watch(id);
    this.start();
  }

  private updateAlarm(lasting: readonly Call[]): void {
    const { clock, tooLongMs, onTooLong } = this.parts;
    const since = clock.now() - tooLongMs();
    const tooLong = lasting
      .filter(({ arrivedAt }) => arrivedAt <= since)
      .sort((a, b) => a.arrivedAt - b.arrivedAt);
    const [oldest] = tooLong;
    const hours = oldest ? Math.floor((clock.now() - oldest.arrivedAt) / HOUR_MS) : 0;
    const saying = [hours, ...tooLong.map(({ id }) => id)].join();
    if (saying === this.said) return;
    this.said = saying;
    onTooLong(tooLong);
  }

  private async watch(channel: string): Promise<void> {
    try {
      await this.parts.watch(channel);
    } catch (error) {
      this.parts.log.error({ err: error, call: channel }, 'a call that lasts is not watched');
    }
  }
}
