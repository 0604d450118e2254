import type { Clock, Timer } from '../kit/clock.ts';
import { LastKnown } from '../kit/last-known.ts';
import type { Log } from '../kit/log.ts';
import { type ReadNotice, stands } from './notice.ts';
import type { NoticeStore } from './ports.ts';

/** What a change was about: some have put a notice aside, or, null, another notice stands than before. */
export type ReadersChanged = ReadonlySet<string> | null;

/** Timers wait no longer than this at once, ms: Node's end at 24 days, and the clock of the machine may be set. */
const LOOK_AGAIN_MS = 3_600_000;

/** Keeps the notices that stand, and tells of each change: one is written, read, withdrawn, or its time is over. */
export class StandingNotices {
  private readonly parts: {
    store: NoticeStore;
    clock: Clock;
    log: Log;
    changed: (standing: readonly ReadNotice[], of: ReadersChanged) => void;
  };
  private readonly known: LastKnown<readonly ReadNotice[]>;
  private told: readonly ReadNotice[] = [];
  private timer: Timer | null = null;
  private unwatch: () => Promise<void> = async () => undefined;

  constructor(parts: StandingNotices['parts']) {
    this.parts = parts;
    const { store, clock, log } = parts;
    this.known = new LastKnown(
      {
        name: 'the notices',
        load: () => store.standing(clock.now()),
        changed: () => this.tell(),
        ...{ clock, log },
      },
      null,
    );
  }

  /** Resolves at once where the store is away: it is read as soon as it is back. */
  async start(): Promise<void> {
    this.unwatch = await this.parts.store.watch(() => void this.known.refresh());
    void this.known.refresh();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.known.stop();
    await this.unwatch();
  }

  private tell(): void {
    const { clock, changed } = this.parts;
    const now = clock.now();
    const standing = (this.known.value ?? []).filter(notice => stands(notice, now));
    const of = readersChanged(this.told, standing);
    this.told = standing;
    this.timer?.cancel();
    const next = Math.min(...standing.map(({ until }) => until - now), LOOK_AGAIN_MS);
    this.timer = standing.length === 0 ? null : clock.after(next, () => this.tell());
    if (of === null || of.size > 0) changed(standing, of);
  }
}

/** Who has read one of them since; null: other ones stand. */
export function readersChanged(before: readonly ReadNotice[], after: readonly ReadNotice[]): ReadersChanged {
  const old = new Map(before.map(notice => [notice.id, notice]));
  if (before.length !== after.length || after.some(({ id }) => !old.has(id))) return null;
  return new Set(
    after.flatMap(({ id, reads }) => {
      const had = new Set(old.get(id)?.reads.map(({ person }) => person));
      return reads.map(({ person }) => person).filter(person => !had.has(person));
    }),
  );
}
