import type { Clock } from '../../kit/clock.ts';
import { LastKnown } from '../../kit/last-known.ts';
import type { Log } from '../../kit/log.ts';
import type { Alarm } from '../../supervision/events.ts';
import type { AlarmBook } from '../../supervision/ports.ts';

export interface BookAlarmsParts {
  readonly book: Pick<AlarmBook, 'list' | 'watch'>;
  readonly board: { raise(alarm: Alarm): void; clear(id: string): void };
  readonly clock: Clock;
  readonly log: Log;
}

/** Shows the alarms that other processes wrote into the book beside those of the call process itself. */
export class BookAlarms {
  private readonly parts: BookAlarmsParts;
  private readonly standing: LastKnown<readonly Alarm[]>;
  private shown: readonly Alarm[] = [];
  private unwatch: (() => Promise<void>) | null = null;

  constructor(parts: BookAlarmsParts) {
    this.parts = parts;
    const { book, clock, log } = parts;
    const changed = (alarms: readonly Alarm[]) => this.show(alarms);
    this.standing = new LastKnown<readonly Alarm[]>(
      { name: 'alarms', load: () => book.list(), changed, clock, log },
      null,
    );
  }

  /** The book may be away: what stands in it is shown when it is back. */
  async start(): Promise<void> {
    this.unwatch = await this.parts.book.watch(() => void this.standing.refresh());
    void this.standing.refresh();
  }

  async stop(): Promise<void> {
    this.standing.stop();
    await this.unwatch?.();
  }

  private show(alarms: readonly Alarm[]): void {
    const standing = new Set(alarms.map(alarm => alarm.id));
    for (const { id } of this.shown) if (!standing.has(id)) this.parts.board.clear(id);
    for (const alarm of alarms) this.parts.board.raise(alarm);
    this.shown = alarms;
  }
}
