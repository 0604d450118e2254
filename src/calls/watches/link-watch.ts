import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { TelephonyEvent } from '../ports/telephony-events.ts';

/** A comparison that failed is tried again after this long, ms. */
const RETRY_MS = 2_000;

/**
 * What comes of the connection to the telephone system. Events that come before our calls were compared with its
 * channels wait, so that none of them finds half a picture.
 *
 *   away ──connected──▶ comparing ──done──▶ hearing
 *    ▲                     │  ▲ └─failed: again in 2 s
 *    └────disconnected─────┴──┼────────────────┘
 *                             └──connected anew: once more
 */
export class LinkWatch {
  private readonly parts: {
    clock: Clock;
    log: Log;
    dispatch: (event: TelephonyEvent) => void;
    /** Compares our calls with what lives there. */
    compare: () => Promise<void>;
    onAway: () => void;
    onBack: () => void;
  };
  private connected = false;
  private compared = false;
  private comparing = false;
  private again = false;
  private held: TelephonyEvent[] = [];
  private retry: Timer | null = null;
  private stopped = false;

  constructor(parts: LinkWatch['parts']) {
    this.parts = parts;
  }

  onEvent(event: TelephonyEvent): void {
    if (this.stopped) return;
    if (event.kind === 'connected') {
      this.connected = true;
      void this.compare();
    } else if (event.kind === 'disconnected') {
      this.connected = false;
      this.parts.dispatch(event);
      this.parts.onAway();
    } else if (this.compared) this.parts.dispatch(event);
    else this.held.push(event);
  }

  stop(): void {
    this.stopped = true;
    this.retry?.cancel();
  }

  private async compare(): Promise<void> {
    this.again = true;
    this.compared = false;
    this.retry?.cancel();
    if (this.comparing) return;
    this.comparing = true;
    let failed = false;
    while (this.again && !this.stopped) {
      this.again = false;
      failed = await this.compareFails();
    }
    this.comparing = false;
    if (this.stopped) return;
    if (failed) this.tryAgain();
    else this.release();
  }

  private async compareFails(): Promise<boolean> {
    try {
      await this.parts.compare();
      return false;
    } catch (error) {
      this.parts.log.error({ err: error }, 'calls could not be compared with the telephone system');
      return true;
    }
  }

  /** The next connection compares anyway. */
  private tryAgain(): void {
    if (this.connected) this.retry = this.parts.clock.after(RETRY_MS, () => void this.compare());
  }

  private release(): void {
    this.compared = true;
    const held = this.held;
    this.held = [];
    for (const event of held) this.parts.dispatch(event);
    if (this.connected) this.parts.onBack();
    else this.parts.dispatch({ kind: 'disconnected' });
  }
}
