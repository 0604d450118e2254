import type { SessionStore } from '../../agents/ports.ts';
import type { CallControl } from '../../calls/call-control.ts';
import { keyOf, type StoredCentre } from '../../calls/journal/centre-state.ts';
import type { LineKeeper } from '../../calls/lines/line-keeper.ts';
import type { CentreData, CentreSettings } from '../../calls/ports/settings.ts';
import type { RosterSync } from '../../calls/roster-sync.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Board } from '../../supervision/board.ts';
import type { AlarmBook } from '../../supervision/ports.ts';
import { BookAlarms } from './book-alarms.ts';
import { CentreCopies } from './centre-copies.ts';

/** What the database has and the call process keeps a copy of. */
export interface CopiedStores {
  readonly centre: Pick<CentreSettings, 'load' | 'watch'>;
  readonly sessions: Pick<SessionStore, 'live' | 'watch'>;
  readonly alarmBook: Pick<AlarmBook, 'list' | 'watch'>;
}

export interface CopiesParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly stored: Pick<StoredCentre, 'settings' | 'sessions'>;
  /** Those who hear of a change; asked for once there is one. */
  readonly centre: () => {
    readonly calls: Pick<CallControl, 'setStates'>;
    readonly roster: RosterSync;
    readonly lines: LineKeeper;
    readonly board: Board;
  };
}

/** The copies, and who hears of each change: nobody is asked before `start`. */
export interface Copies {
  settings(): CentreData;
  refresh(): Promise<void>;
  /** Waits for the first settings only where none are known from before. */
  start(): Promise<void>;
  showAlarms(): Promise<void>;
  stop(): Promise<void>;
}

export function composeCopies(stores: CopiedStores, { clock, log, stored, centre }: CopiesParts): Copies {
  const copies = new CentreCopies(
    {
      centre: stores.centre,
      sessions: stores.sessions,
      clock,
      log,
      onSettings(data) {
        const { calls, roster, board } = centre();
        calls.setStates({ [keyOf.settings]: data });
        roster.syncPeople(data);
        board.settingsChanged();
      },
      onSessions(live, data) {
        const { calls, roster, lines } = centre();
        roster.syncSessions(live, data);
        calls.setStates({ [keyOf.sessions]: live });
        void lines.sync();
      },
    },
    stored,
  );
  const bookAlarms = new BookAlarms({
    book: stores.alarmBook,
    board: { raise: alarm => centre().board.raise(alarm), clear: alarm => centre().board.clear(alarm) },
    clock,
    log,
  });
  return {
    settings: () => copies.present(),
    async refresh() {
      await copies.refresh();
      await centre().lines.sync();
    },
    start: () => copies.start(),
    showAlarms: () => bookAlarms.start(),
    async stop() {
      await bookAlarms.stop();
      await copies.stop();
    },
  };
}
