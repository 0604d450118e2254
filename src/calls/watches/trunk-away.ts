import type { Clock, Timer } from '../../kit/clock.ts';

/** How often it is asked, ms. The telephone system itself asks the trunk twice a minute (asterisk-config). */
export const LOOK_EVERY_MS = 10_000;
/** So many looks in a row without an answer are no accident of the network. */
const AWAY_AFTER = 2;

/**
 * Whether the trunk answers at all, while nobody calls: callers from outside would not be told of otherwise.
 *
 *   silent twice ──▶ away ──an answer──▶ back
 *
 * Where nothing is known (there is no trunk, the telephone system is away) nothing changes.
 */
export class TrunkAway {
  private readonly parts: {
    readonly clock: Clock;
    /** Null: not known. */
    readonly reachable: () => Promise<boolean | null>;
    readonly onAway: () => void;
    readonly onBack: () => void;
  };
  private silent = 0;
  private timer: Timer | null = null;
  private stopped = false;

  constructor(parts: TrunkAway['parts']) {
    this.parts = parts;
  }

  start(): void {
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private async look(): Promise<void> {
    const reachable = await this.parts.reachable().catch(() => null);
    if (this.stopped) return;
    this.note(reachable);
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => void this.look());
  }

  private note(reachable: boolean | null): void {
    if (reachable === null) return;
    if (!reachable) {
      this.silent += 1;
      if (this.silent === AWAY_AFTER) this.parts.onAway();
      return;
    }
    if (this.silent >= AWAY_AFTER) this.parts.onBack();
    this.silent = 0;
  }
}
