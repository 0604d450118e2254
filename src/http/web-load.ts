import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';

/** The least delay of the event loop above which the web is behind, and below which it keeps up again, ms. */
export const BEHIND_MS = 100;
export const CALM_MS = 15;
/** Looks in a row until it counts as behind, and until it no longer does. */
const BEHIND_LOOKS = 2;
const CALM_LOOKS = 8;
const LOOK_EVERY_MS = 250;

/** `looks`: in a row that speak for the other state. */
export interface LoadState {
  readonly behind: boolean;
  readonly looks: number;
}
export const KEEPS_UP: LoadState = { behind: false, looks: 0 };

/** The state after one more look. `isOverloaded`: calls have to be refused, so whatever can wait does, too. */
export function loadAfter({ behind, looks }: LoadState, lagMs: number, isOverloaded: boolean): LoadState {
  if (!behind) {
    if (isOverloaded) return { behind: true, looks: 0 };
    if (lagMs <= BEHIND_MS) return KEEPS_UP;
    return looks + 1 < BEHIND_LOOKS ? { behind, looks: looks + 1 } : { behind: true, looks: 0 };
  }
  if (isOverloaded || lagMs >= CALM_MS) return { behind, looks: 0 };
  return looks + 1 < CALM_LOOKS ? { behind, looks: looks + 1 } : KEEPS_UP;
}

/**
 * Whether this process keeps up. While it does not, what people can wait for waits: searches and statistics are put off,
 * boards are sent less often, and both say so. Calls, their controls and their tickets go on.
 */
export class WebLoad {
  private readonly parts: {
    readonly clock: Clock;
    readonly log: Log;
    /** The least delay of the event loop since it was last asked, ms. */
    readonly loopMs: () => number;
    readonly callsOverloaded: () => boolean;
  };
  private state = KEEPS_UP;
  private timer: Timer | null = null;
  private readonly watchers: (() => void)[] = [];

  constructor(parts: WebLoad['parts']) {
    this.parts = parts;
  }

  get isBehind(): boolean {
    return this.state.behind;
  }

  /** Tells of each change. */
  watch(changed: () => void): void {
    this.watchers.push(changed);
  }

  start(): void {
    this.timer = this.parts.clock.after(LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.timer?.cancel();
  }

  private look(): void {
    const { loopMs, callsOverloaded, log } = this.parts;
    const before = this.state.behind;
    const lagMs = loopMs();
    this.state = loadAfter(this.state, lagMs, callsOverloaded());
    if (this.state.behind !== before) {
      if (before) log.info('behind → keeps up');
      else log.warn({ lagMs }, 'keeps up → behind: searches and statistics are put off');
      for (const changed of this.watchers) changed();
    }
    this.start();
  }
}
