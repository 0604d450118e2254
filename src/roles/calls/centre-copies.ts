import type { Session, SessionStore } from '../../agents/ports.ts';
import { DEFAULT_POLICIES } from '../../calls/policies.ts';
import type { CentreData, CentreSettings } from '../../calls/ports/settings.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import { LastKnown } from '../../kit/last-known.ts';
import type { Log } from '../../kit/log.ts';

/** Node's timers hold 24 days at most; to look once a day costs nothing, ms. */
const LOOK_AT_MOST_MS = 86_400_000;

/** Before the first settings were read: a centre without anything. */
const EMPTY: CentreData = {
  areas: [],
  queues: [],
  people: [],
  calendars: [],
  numbers: [],
  dispositions: [],
  breaks: [],
  policies: DEFAULT_POLICIES,
};

/** The call process's own copies of what the database keeps: settings and live sessions. They outlive its absence. */
export class CentreCopies {
  private readonly parts: {
    centre: Pick<CentreSettings, 'load' | 'watch'>;
    sessions: Pick<SessionStore, 'live' | 'watch'>;
    clock: Clock;
    log: Log;
    onSettings: (data: CentreData) => void;
    onSessions: (live: readonly Session[], data: CentreData) => void;
  };
  private readonly settings: LastKnown<CentreData>;
  private readonly sessions: LastKnown<readonly Session[]>;
  private readonly unwatch: (() => Promise<void>)[] = [];
  private nextEnd: Timer | null = null;
  private stopped = false;

  constructor(
    parts: CentreCopies['parts'],
    known: { settings: CentreData | null; sessions: readonly Session[] | null },
  ) {
    this.parts = parts;
    const { clock, log, centre, sessions } = parts;
    this.settings = new LastKnown<CentreData>(
      {
        name: 'settings',
        clock,
        log,
        load: () => centre.load(),
        changed: data => {
          parts.onSettings(data);
          // Who may have a telephone hangs on people as well as on sessions.
          void this.sessions.refresh();
        },
      },
      known.settings,
    );
    this.sessions = new LastKnown<readonly Session[]>(
      {
        name: 'sessions',
        clock,
        log,
        load: () => sessions.live(clock.now()),
        changed: live => {
          parts.onSessions(live, this.present());
          this.lookAtNextEnd(live);
        },
      },
      known.sessions,
    );
  }

  present(): CentreData {
    return this.settings.value ?? EMPTY;
  }

  /** Loads and watches. Waits for the first settings only where none are known from before. */
  async start(): Promise<void> {
    const changed = (): void => void this.settings.refresh();
    this.unwatch.push(await this.parts.centre.watch(changed));
    this.unwatch.push(await this.parts.sessions.watch(changed));
    const loaded = this.settings.refresh();
    if (this.settings.value) return;
    await loaded;
    await this.sessions.refresh();
  }

  async refresh(): Promise<void> {
    await this.settings.refresh();
    await this.sessions.refresh();
  }

  /** A log-in also ends by the clock alone, and nobody tells of that. */
  private lookAtNextEnd(live: readonly Session[]): void {
    this.nextEnd?.cancel();
    const ends = live.map(session => session.expiresAt);
    if (ends.length === 0 || this.stopped) return;
    const ms = Math.min(Math.max(Math.min(...ends) - this.parts.clock.now(), 0) + 1, LOOK_AT_MOST_MS);
    this.nextEnd = this.parts.clock.after(ms, () => void this.sessions.refresh());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nextEnd?.cancel();
    this.settings.stop();
    this.sessions.stop();
    for (const end of this.unwatch) await end();
  }
}
