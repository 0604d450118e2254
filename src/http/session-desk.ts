import type { PeopleStore, Person, Session, SessionStore } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { can } from '../rights/capabilities.ts';
import type { Visitor } from './access.ts';
import type { CallsInHand } from './calls-in-hand.ts';
import { newToken, tokenHash } from './session-cookies.ts';

/** A log-in ends this long after it began, whatever happens, ms. */
export const SESSION_MS = 12 * 3_600_000;
/** That of a screen on the wall: somebody logs it in twice a year, ms. It is not logged out for having been switched off. */
export const WALLBOARD_SESSION_MS = 180 * 24 * 3_600_000;
/** A guest's telephone on `/call` lives this long, ms. */
export const GUEST_SESSION_MS = 2 * 3_600_000;
/** A person of whom nothing was heard for this long, by request or live socket, is logged out, ms. */
export const IDLE_MS = 2 * 3_600_000;
/** Log-ins of one person at a time: a few browsers, and some that nobody logged out. Each has a telephone account. */
export const SESSIONS_PER_PERSON = 16;
/** For this long an answer of the store is believed without asking again; a change tells us sooner, ms. */
const FRESH_MS = 5_000;
/** A session that was confirmed at most this long before the store went away stays valid meanwhile, ms. */
const KNOWN_BEFORE_AWAY_MS = 60_000;
/** Remembered log-ins; the oldest is forgotten first. */
const REMEMBERED = 5_000;

interface Remembered {
  session: Session;
  person: Person | null;
  /** When the store last confirmed it. */
  confirmedAt: number;
  /** False after something changed: the store is asked before it is believed again. */
  fresh: boolean;
}

/**
 * Who is logged in at one moment: sessions by id, with their person (null for guests). `only`: the session has ended and
 * keeps this call, no more; null for one that is live.
 */
export type LoggedIn = ReadonlyMap<
  string,
  { readonly session: Session; readonly person: Person | null; readonly only: string | null }
>;

export interface OpenedSession {
  readonly session: Session;
  /** For the browser's cookie only. */
  readonly token: string;
}

const isWallboard = (person: Person | null): boolean => person !== null && !can(person, 'see-centre');

/** How long a log-in of this person lasts, ms. */
export const sessionMs = (person: Person): number =>
  isWallboard(person) ? WALLBOARD_SESSION_MS : SESSION_MS;

/** Opens, finds and closes sessions, and bridges a short absence of the store. */
export class SessionDesk {
  private readonly remembered = new Map<string, Remembered>();
  /** When something was last heard of a session, by its id. */
  private readonly seenAt = new Map<string, number>();
  private awaySince: number | null = null;
  private readonly sessions: SessionStore;
  private readonly people: PeopleStore;
  private readonly clock: Clock;
  private readonly inHand: Pick<CallsInHand, 'has' | 'keptBy' | 'talks' | 'ticketOf'>;

  constructor(
    sessions: SessionStore,
    people: PeopleStore,
    clock: Clock,
    inHand: Pick<CallsInHand, 'has' | 'keptBy' | 'talks' | 'ticketOf'>,
  ) {
    this.sessions = sessions;
    this.people = people;
    this.clock = clock;
    this.inHand = inHand;
  }

  /** One more than a person may have ends their oldest. */
  async openForPerson(person: Person): Promise<OpenedSession> {
    const opened = await this.open(
      { kind: 'person', personId: person.id, line: null },
      person,
      sessionMs(person),
    );
    const { session } = opened;
    const tooMany = (await this.liveOf(person.id)).slice(0, -SESSIONS_PER_PERSON);
    for (const oldest of tooMany) if (oldest.id !== session.id) await this.end(oldest);
    return opened;
  }

  async openForGuest(line: string | null): Promise<OpenedSession> {
    return this.open({ kind: 'guest', personId: null, line }, null, GUEST_SESSION_MS);
  }

  /** The visitor behind a cookie, or null. Fails with `store-away` for one who was not known lately. */
  async visitor(token: string | undefined): Promise<Visitor | null> {
    const known = await this.find(token);
    if (!known?.person) return null;
    const { session, person } = known;
    const now = this.clock.now();
    if (person.active && now < session.expiresAt) return { session, person, only: null };
    const only = this.inHand.keptBy(session, now);
    return only === null ? null : { session, person, only };
  }

  /** The guest behind a cookie, or null. */
  async guest(token: string | undefined): Promise<Session | null> {
    const known = await this.find(token);
    return known?.session.kind === 'guest' ? known.session : null;
  }

  /** The session is over. In a call it keeps that call until it is wrapped up; else it is forgotten. */
  async end(session: Session): Promise<void> {
    this.forget(entry => entry.session.id === session.id);
    if (session.kind === 'guest' || this.inHand.has(session.personId)) {
      await this.sessions.end(session.id, this.clock.now());
    } else await this.sessions.close(session.id);
  }

  /** Every log-in of a person is over, after a change of role or password. */
  async endAllOf(personId: string): Promise<void> {
    this.forget(entry => entry.session.personId === personId);
    if (this.inHand.has(personId)) await this.sessions.endAllOf(personId, this.clock.now());
    else await this.sessions.closeAllOf(personId);
  }

  /** Every other log-in of the person is over, after they changed their own password. */
  async endOthersOf({ id, personId }: Session): Promise<void> {
    for (const other of await this.liveOf(personId)) if (other.id !== id) await this.end(other);
  }

  /** The live log-ins of a person, the oldest first. */
  private async liveOf(personId: string | null): Promise<Session[]> {
    const now = this.clock.now();
    return (await this.sessions.known())
      .filter(session => session.personId === personId && now < session.expiresAt)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** Nothing is left to the session, not even the call in hand. */
  async close(session: Session): Promise<void> {
    this.forget(entry => entry.session.id === session.id);
    await this.sessions.close(session.id);
  }

  /** Nothing is left to any log-in of a person. */
  async closeAllOf(personId: string): Promise<void> {
    this.forget(entry => entry.session.personId === personId);
    await this.sessions.closeAllOf(personId);
  }

  /** Whether somebody talks on the telephone of this session. */
  talks(session: Session): boolean {
    return this.inHand.talks(session);
  }

  ticketOf(call: string): string | null {
    return this.inHand.ticketOf(call);
  }

  /** What an ended session keeps now. */
  keptBy(session: Session): string | null {
    return this.inHand.keptBy(session, this.clock.now());
  }

  /** A page of this session is open and alive. */
  touch(session: Session): void {
    this.seenAt.set(session.id, this.clock.now());
  }

  /** The store told who is logged in: anyone who is not among them is forgotten, the others are known anew. */
  confirm(loggedIn: LoggedIn): void {
    const confirmedAt = this.clock.now();
    for (const [key, entry] of this.remembered) {
      const known = loggedIn.get(entry.session.id);
      if (known === undefined) this.drop(key, entry);
      else {
        const { session, person } = known;
        this.remembered.set(key, { session, person, confirmedAt, fresh: true });
      }
    }
  }

  /** Something changed in the store, by any process: ask before believing again. */
  doubt(): void {
    for (const entry of this.remembered.values()) entry.fresh = false;
  }

  private async open(
    who: Pick<Session, 'kind' | 'personId' | 'line'>,
    person: Person | null,
    lifeMs: number,
  ): Promise<OpenedSession> {
    const now = this.clock.now();
    const session: Session = { ...who, id: newId(now), createdAt: now, expiresAt: now + lifeMs };
    const token = newToken();
    const hash = tokenHash(token);
    if (hash === null) throw new CauceError('internal');
    await this.sessions.open(session, hash);
    this.remember(hash.toString('hex'), { session, person, confirmedAt: now, fresh: true });
    return { session, token };
  }

  private async find(token: string | undefined): Promise<Remembered | null> {
    const hash = tokenHash(token);
    if (hash === null) return null;
    const key = hash.toString('hex');
    const now = this.clock.now();
    const known = this.remembered.get(key);
    if (known?.fresh && now - known.confirmedAt < FRESH_MS) return this.stillOn(known, key, now);
    try {
      const session =
        (await this.sessions.byToken(hash, now)) ?? (await this.sessions.endedByToken(hash, now));
      const person =
        session?.personId === null || session === null ? null : await this.people.get(session.personId);
      this.awaySince = null;
      if (session === null) {
        this.remembered.delete(key);
        return null;
      }
      return this.stillOn({ session, person, confirmedAt: now, fresh: true }, key, now);
    } catch (error) {
      if (!(error instanceof CauceError && error.code === 'store-away')) throw error;
      this.awaySince ??= now;
      if (known && known.confirmedAt >= this.awaySince - KNOWN_BEFORE_AWAY_MS) {
        return this.stillOn(known, key, now);
      }
      throw error;
    }
  }

  /** The session, live or with a call to finish; null when nothing is left of it. */
  private async stillOn(entry: Remembered, key: string, now: number): Promise<Remembered | null> {
    const { session } = entry;
    const isIdle =
      session.kind === 'person' &&
      !isWallboard(entry.person) &&
      now - (this.seenAt.get(session.id) ?? now) > IDLE_MS;
    if (now < session.expiresAt && !isIdle) {
      this.seenAt.set(session.id, now);
      this.remember(key, entry);
      return entry;
    }
    if (session.kind === 'guest') {
      this.drop(key, entry);
      return null;
    }
    const ended = { ...session, expiresAt: Math.min(session.expiresAt, now) };
    if (this.inHand.keptBy(ended, now) === null) {
      await this.close(session);
      return null;
    }
    if (now < session.expiresAt) await this.sessions.end(session.id, now);
    const kept = { ...entry, session: ended };
    this.remember(key, kept);
    return kept;
  }

  private remember(key: string, entry: Remembered): void {
    this.remembered.delete(key);
    this.remembered.set(key, entry);
    const [oldest] = this.remembered;
    if (this.remembered.size > REMEMBERED && oldest !== undefined) this.drop(...oldest);
  }

  private forget(which: (entry: Remembered) => boolean): void {
    for (const [key, entry] of this.remembered) if (which(entry)) this.drop(key, entry);
  }

  private drop(key: string, entry: Remembered): void {
    this.remembered.delete(key);
    this.seenAt.delete(entry.session.id);
  }
}
