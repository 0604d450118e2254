import type { PeopleStore, Person, Session, SessionStore } from '../agents/ports.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { LoggedIn, SessionDesk } from './session-desk.ts';

/** Changes within this time are looked at once: a shift that logs in together asks the store once, ms. */
const GATHER_MS = 100;
/** Sessions also end by the clock alone; how often that is looked at, ms. */
const LOOK_EVERY_MS = 30_000;

/**
 * Tells the long-lived sockets who is still logged in, after every change in the store and every half minute.
 * While the store is away nobody is logged out.
 */
export class SessionWatch {
  private readonly listeners = new Set<(loggedIn: LoggedIn) => void>();
  private timer: Timer | null = null;
  private soon = false;
  private stopped = false;
  private unwatch: () => Promise<void> = async () => undefined;
  private readonly desk: SessionDesk;
  private readonly sessions: SessionStore;
  private readonly people: PeopleStore;
  private readonly clock: Clock;
  private readonly log: Log;

  constructor(
    desk: SessionDesk,
    stores: { readonly sessions: SessionStore; readonly people: PeopleStore },
    clock: Clock,
    log: Log,
  ) {
    this.desk = desk;
    this.sessions = stores.sessions;
    this.people = stores.people;
    this.clock = clock;
    this.log = log;
  }

  async start(): Promise<void> {
    this.later(LOOK_EVERY_MS);
    this.unwatch = await this.sessions.watch(() => {
      this.desk.doubt();
      this.lookSoon();
    });
  }

  /** Something may have changed that sockets hang on. */
  lookSoon(): void {
    if (this.soon) return;
    this.soon = true;
    this.later(GATHER_MS);
  }

  listen(listener: (loggedIn: LoggedIn) => void): void {
    this.listeners.add(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.unwatch();
  }

  private later(ms: number): void {
    this.timer?.cancel();
    if (!this.stopped) this.timer = this.clock.after(ms, () => void this.look());
  }

  private async look(): Promise<void> {
    this.soon = false;
    this.later(LOOK_EVERY_MS);
    try {
      const [sessions, people] = await Promise.all([this.sessions.known(), this.people.list()]);
      const loggedIn = this.loggedIn(sessions, new Map(people.map(person => [person.id, person])));
      if (this.stopped) return;
      this.desk.confirm(loggedIn);
      for (const listener of this.listeners) listener(loggedIn);
    } catch (error) {
      this.log.debug({ err: error }, 'who is logged in: the store is away');
    }
  }

  private loggedIn(sessions: readonly Session[], people: ReadonlyMap<string, Person>): LoggedIn {
    const now = this.clock.now();
    const loggedIn = new Map<string, { session: Session; person: Person | null; only: string | null }>();
    for (const session of sessions) {
      // The way of a guest's telephone stays for the call it may be in; its line goes when that is over.
      if (session.kind === 'guest') loggedIn.set(session.id, { session, person: null, only: null });
      const person = people.get(session.personId ?? '');
      if (person === undefined) continue;
      const isLive = now < session.expiresAt && person.active;
      const only = isLive ? null : this.desk.keptBy(session);
      if (isLive || only !== null) loggedIn.set(session.id, { session, person, only });
    }
    return loggedIn;
  }
}
