import type { Clock, Timer } from '../../kit/clock.ts';

/** How often it is asked, ms. The telephone system itself asks the trunk twice a minute (asterisk-config). */
export const LOOK_EVERY_MS = 10_000;
/** A telephone system that has just started calls a trunk unreachable until it has asked it, within this time, ms. */
export const ASKED_WITHIN_MS = 40_000;
/** So many looks in a row without an answer are no accident of the network. */
const AWAY_AFTER = 2;

/**
 * Whether the trunk answers at all, while nobody calls: callers from outside would not be told of otherwise.
 *
 *   silent twice ──▶ away ──an answer──▶ back
 *
 * A silence just after the telephone system came up says nothing. Where nothing is known (there is no trunk, the telephone system is away) nothing changes.
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
  private cameUpAt = Number.NEGATIVE_INFINITY;

  constructor(parts: TrunkAway['parts']) {
    this.parts = parts;
  }

  start(): void {
    void this.look();
  }

  /** The telephone system is there, maybe anew. */
  cameUp(): void {
    this.cameUpAt = this.parts.clock.now();
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
      if (this.parts.clock.now() - this.cameUpAt < ASKED_WITHIN_MS) return;
      this.silent += 1;
      if (this.silent === AWAY_AFTER) this.parts.onAway();
      return;
    }
    if (this.silent >= AWAY_AFTER) this.parts.onBack();
    this.silent = 0;
  }
}
