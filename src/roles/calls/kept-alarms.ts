import type { Clock } from '../../kit/clock.ts';
import { Kept } from '../../kit/kept.ts';
import type { Log } from '../../kit/log.ts';
import type { Alarm } from '../../supervision/events.ts';
import type { AlarmBook } from '../../supervision/ports.ts';

export interface KeptAlarmsParts {
  readonly book: Pick<AlarmBook, 'list' | 'watch'>;
  readonly board: { raise(alarm: Alarm): void; clear(id: string): void };
  readonly clock: Clock;
  readonly log: Log;
}

/** Shows the alarms that other processes wrote into the book beside those of the call process itself. */
export class KeptAlarms {
  private readonly parts: KeptAlarmsParts;
  private readonly kept: Kept<readonly Alarm[]>;
  private shown: readonly Alarm[] = [];
  private unwatch: (() => Promise<void>) | null = null;

  constructor(parts: KeptAlarmsParts) {
    this.parts = parts;
    const { book, clock, log } = parts;
    const changed = (alarms: readonly Alarm[]) => this.show(alarms);
    this.kept = new Kept<readonly Alarm[]>(
      { name: 'alarms', load: () => book.list(), changed, clock, log },
      null,
    );
  }

  /** The book may be away: what stands in it is shown when it is back. */
  async start(): Promise<void> {
    this.unwatch = await this.parts.book.watch(() => void this.kept.refresh());
    void this.kept.refresh();
  }

  async stop(): Promise<void> {
    this.kept.stop();
    await this.unwatch?.();
  }

  private show(alarms: readonly Alarm[]): void {
    const standing = new Set(alarms.map(alarm => alarm.id));
    for (const { id } of this.shown) if (!standing.has(id)) this.parts.board.clear(id);
    for (const alarm of alarms) this.parts.board.raise(alarm);
    this.shown = alarms;
  }
}
