import type { Endpoint } from '../agents/ports.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { RecordingPolicy } from '../queues/events.ts';
import {
  type Count,
  callerIdOf,
  checkOutgoing,
  isPermitted,
  type OutgoingRequest,
  recordingOf,
  type Verdict,
} from './check-outgoing.ts';
import {
  AREA,
  CENTRE,
  isLocked,
  type Lock,
  looksLikeFraud,
  PERSON,
  type PersonCalls,
  personOn,
  type SharedCalls,
  sharedOn,
  type Try,
  withTry,
} from './counts.ts';
import type { Asker, Entry } from './entries.ts';
import { classify, type DialledNumber } from './number-class.ts';
import type { OutgoingPolicy } from './policy.ts';
import type { OutgoingRefusal } from './refusal.ts';
import type { StoredOutgoing } from './stored.ts';

/** A number that somebody wants called, as they wrote it. */
export interface Wish {
  readonly entry: Entry;
  readonly by: Asker | null;
  readonly number: string;
  /** The ticket it is about; '' for none. */
  readonly ticket: string;
  /** The area it is made for where no ticket tells. */
  readonly area?: string | null;
  /** Who is called is to see no number. */
  readonly withheld?: boolean | undefined;
}

/** What our records tell of a number and of the ticket it is called about. */
export interface Known {
  /** Somebody of the customers has this line. */
  readonly customers: boolean;
  /** Numbers on the ticket: of its caller, of its customer. */
  readonly onTicket: readonly string[];
  readonly area: string | null;
}

/** The way out of one call. Nothing else knows a way. */
export interface Pass {
  readonly ok: true;
  readonly number: string;
  /** Where it is dialled. */
  readonly endpoint: Endpoint;
  /** What is shown to who is called; '' withholds it. */
  readonly callerId: string;
  /** Only the carrier is told it. */
  readonly withheld: boolean;
  readonly area: string | null;
  /** It has to end by itself after so long, ms. */
  readonly longestMs: number;
  readonly recording: RecordingPolicy;
  /** The longest pause of its recording, ms. */
  readonly pauseMs: number;
}
export type Refused = { readonly ok: false; readonly code: OutgoingRefusal };

/** A call that did not go out; never with the number, which may be a customer's. */
export interface RefusedWish {
  readonly entry: Entry;
  readonly person: string | null;
  readonly ticket: string;
  readonly class: string;
  readonly country: string;
  readonly code: OutgoingRefusal;
}

/** Who may not call out for a while; `person` null: nobody calls what is unusual. */
export interface Locked {
  readonly person: string | null;
  readonly until: number | null;
}

/**
 * The one gate through which every call leaves the centre (README.md). First `learn`, which asks the records, then `pass`,
 * which decides and counts without an await between: anyone who has a pass dials before anything else happens.
 */
export class OutgoingGate {
  private readonly parts: {
    readonly clock: Clock;
    readonly log: Log;
    /** The centre's country, ISO code. */
    readonly country: string;
    readonly dayOf: (at: number) => string;
    /** Undefined: it cannot be read, and nobody may call. */
    readonly policy: () => OutgoingPolicy | undefined;
    readonly isOpen: (calendar: string, now: number) => boolean;
    /** Null: the records do not answer in time. */
    readonly known: (number: string, ticket: string) => Promise<Known | null>;
    /** Outgoing calls that live. */
    readonly underWay: () => readonly { readonly person: string | null; readonly area: string | null }[];
    /** Where a number is dialled; null: there is no way out. */
    readonly route: (number: string, entry: Entry) => string | null;
    /** Shown where the policy names no number: what the carrier itself knows us by; '' withholds it. */
    readonly ownCallerId: string;
    readonly keep: (states: Record<string, unknown>) => void;
    readonly onLock: (locked: Locked) => void;
    /** A lock began now; `onLock` is told of those of before a restart too. */
    readonly onLocked: (locked: Locked) => void;
    readonly onRefused: (refused: RefusedWish) => void;
    readonly onFree: (person: string | null) => void;
  };
  private readonly people: Map<string, PersonCalls>;
  private readonly areas: Map<string, SharedCalls>;
  private centre: SharedCalls | undefined;
  private readonly timers = new Map<string | null, Timer>();

  constructor(parts: OutgoingGate['parts'], stored: StoredOutgoing) {
    this.parts = parts;
    this.people = new Map(stored.people);
    this.areas = new Map(stored.areas);
    this.centre = stored.centre ?? undefined;
  }

  /** Locks of before a restart stand; what was counted on other days is forgotten. */
  start(): void {
    const { clock, dayOf, keep } = this.parts;
    const now = clock.now();
    const day = dayOf(now);
    const over: Record<string, null> = {};
    for (const [person, known] of this.people) {
      if (known.lock) this.watch(person, known.lock);
      else if (known.day !== day && this.people.delete(person)) over[PERSON + person] = null;
    }
    for (const [area, known] of this.areas) {
      if (known.day !== day && this.areas.delete(area)) over[AREA + area] = null;
    }
    if (this.centre?.lock) this.watch(null, this.centre.lock);
    keep(over);
  }

  stop(): void {
    for (const timer of this.timers.values()) timer.cancel();
  }

  /** The number that somebody wrote, as it would be dialled; '' when it is none. */
  numberOf(written: string): string {
    return classify(written, this.parts.country).number;
  }

  /** What `pass` must know of the number; null when nobody can tell now. */
  learn(wish: Wish): Promise<Known | null> {
    const { number } = classify(wish.number, this.parts.country);
    if (number === '') return Promise.resolve({ customers: false, onTicket: [], area: null });
    return this.parts.known(number, wish.ticket);
  }

  pass(wish: Wish, known: Known | null): Pass | Refused {
    const { country, route, ownCallerId } = this.parts;
    const number = classify(wish.number, country);
    const policy = this.parts.policy();
    if (!policy) return this.refuse(wish, number, 'outgoing-policy');
    if (known === null) return this.refuse(wish, number, 'store-away');
    const area = known.area ?? wish.area ?? null;
    const asked: OutgoingRequest = {
      entry: wish.entry,
      by: wish.by,
      number,
      owner: this.ownerOf(number, known),
      area,
      withheld: wish.withheld,
    };
    const verdict = this.verdict(asked, policy);
    const endpoint = verdict.allowed ? route(number.number, wish.entry) : null;
    if (verdict.allowed && endpoint === null) return this.refuse(wish, number, 'no-route');
    const code = this.counted(asked, verdict, policy);
    if (code !== null || endpoint === null) return this.refuse(wish, number, code ?? 'no-route');
    const callerId = callerIdOf(policy, area) ?? ownCallerId;
    const longestMs = verdict.unusual ? policy.unusual.longestMs : policy.longestMs;
    const withheld = wish.withheld ?? false;
    const recording = recordingOf(policy, area);
    const { pauseMs } = policy.recording;
    return {
      ok: true,
      number: number.number,
      endpoint,
      callerId,
      withheld,
      area,
      longestMs,
      recording,
      pauseMs,
    };
  }

  /** Whether the policy permits this way at all: nothing goes out by it, and nothing is counted. */
  permits(wish: Wish, known: Known): boolean {
    const { country, policy } = this.parts;
    const allow = policy()?.allow;
    const number = classify(wish.number, country);
    const owner = this.ownerOf(number, known);
    return allow !== undefined && isPermitted({ ...wish, number, owner, area: null }, allow, country);
  }

  /** An admin lets somebody call again; null: everybody. */
  release(person: string | null): void {
    this.timers.get(person)?.cancel();
    this.timers.delete(person);
    const known = person === null ? this.centre : this.people.get(person);
    if (!known?.lock) return;
    if (person === null) this.setCentre({ ...known, recent: [], lock: null });
    else this.setPerson(person, { ...(known as PersonCalls), recent: [], lock: null });
    this.parts.log.info({ person }, 'outgoing calls are possible again');
    this.parts.onFree(person);
  }

  private ownerOf({ number }: DialledNumber, { customers, onTicket }: Known): OutgoingRequest['owner'] {
    if (customers) return 'customer';
    const isOnTicket = onTicket.some(line => classify(line, this.parts.country).number === number);
    return isOnTicket && number !== '' ? 'ticket' : null;
  }

  private verdict(asked: OutgoingRequest, policy: OutgoingPolicy): Verdict {
    const { country, clock, isOpen, underWay } = this.parts;
    const now = clock.now();
    const alive = underWay();
    const person = asked.by?.person ?? null;
    const count = (known: { calls: number }, fits: (each: (typeof alive)[number]) => boolean): Count => ({
      now: alive.filter(fits).length,
      today: known.calls,
    });
    return checkOutgoing(asked, {
      country,
      policy,
      person: count(this.personOf(person ?? ''), each => each.person === person),
      area: count(this.areaOf(asked.area ?? ''), each => each.area === asked.area),
      centre: count(this.centreOf(), () => true),
      unusualToday: this.personOf(person ?? '').unusual ?? 0,
      open: isOpen(policy.offHours.calendar, now),
    });
  }

  /** Counts a try; answers why it goes no further after all. */
  private counted(asked: OutgoingRequest, verdict: Verdict, policy: OutgoingPolicy): OutgoingRefusal | null {
    const refused = verdict.allowed ? null : verdict.code;
    const now = this.parts.clock.now();
    const centre = this.centreOf();
    const person = asked.by?.person ?? null;
    if (person !== null && isLocked(this.personOf(person).lock, now)) {
      return refused === 'outgoing-emergency' ? refused : 'outgoing-locked';
    }
    if (verdict.allowed && verdict.unusual && isLocked(centre.lock, now)) return 'outgoing-locked';
    const { burst } = policy;
    const { allowed, unusual } = verdict;
    const one: Try = { at: now, number: asked.number.number, allowed, unusual };
    if (person !== null && (allowed || unusual)) {
      const known = this.personOf(person);
      const recent = withTry(known.recent, one, burst.windowMs);
      if (looksLikeFraud(recent, burst)) {
        this.lockPerson(person, { ...known, recent }, burst.lockMs);
        return 'outgoing-locked';
      }
      this.setPerson(person, { ...known, recent });
    }
    if (refused) return refused;
    const recent = unusual ? withTry(centre.recent, one, burst.windowMs) : centre.recent;
    if (unusual && recent.length > burst.unusualInAll) {
      this.lockCentre({ ...centre, recent }, burst.lockMs);
      return 'outgoing-locked';
    }
    this.went(asked, { ...centre, recent }, unusual);
    return null;
  }

  private went({ by, area }: OutgoingRequest, centre: SharedCalls, isUnusual: boolean): void {
    if (by) {
      const known = this.personOf(by.person);
      const unusual = (known.unusual ?? 0) + (isUnusual ? 1 : 0);
      this.setPerson(by.person, { ...known, calls: known.calls + 1, unusual });
    }
    if (area !== null) {
      const known = this.areaOf(area);
      const next = { ...known, calls: known.calls + 1 };
      this.areas.set(area, next);
      this.parts.keep({ [AREA + area]: next });
    }
    this.setCentre({ ...centre, calls: centre.calls + 1 });
  }

  /** The first time of a day it passes by itself; who does it again waits for an admin. */
  private lockPerson(person: string, known: PersonCalls, lockMs: number): void {
    const since = this.parts.clock.now();
    const held: Lock = { since, until: known.locks > 0 ? null : since + lockMs };
    this.setPerson(person, { ...known, locks: known.locks + 1, lock: held });
    this.parts.log.error({ person, ...held }, 'outgoing calls of a person look like fraud and are locked');
    this.parts.onLocked({ person, until: held.until });
    this.watch(person, held);
  }

  private lockCentre(known: SharedCalls, lockMs: number): void {
    const since = this.parts.clock.now();
    const held: Lock = { since, until: since + lockMs };
    this.setCentre({ ...known, lock: held });
    this.parts.log.error(held, 'unusual outgoing calls look like fraud and are locked');
    this.parts.onLocked({ person: null, until: held.until });
    this.watch(null, held);
  }

  private watch(person: string | null, { until }: Lock): void {
    this.parts.onLock({ person, until });
    this.timers.get(person)?.cancel();
    if (until === null) return;
    const ms = Math.max(until - this.parts.clock.now(), 0);
    this.timers.set(
      person,
      this.parts.clock.after(ms, () => this.release(person)),
    );
  }

  private refuse(wish: Wish, number: DialledNumber, code: OutgoingRefusal): Refused {
    const { entry, by, ticket } = wish;
    const what = { class: number.class, country: number.country };
    const refused = { entry, person: by?.person ?? null, ticket, ...what, code };
    this.parts.log.warn(refused, 'a call does not go out');
    this.parts.onRefused(refused);
    return { ok: false, code };
  }

  private today(): string {
    return this.parts.dayOf(this.parts.clock.now());
  }

  private personOf(person: string): PersonCalls {
    return personOn(this.today(), this.people.get(person));
  }

  private areaOf(area: string): SharedCalls {
    return sharedOn(this.today(), this.areas.get(area));
  }

  private centreOf(): SharedCalls {
    return sharedOn(this.today(), this.centre);
  }

  private setPerson(person: string, known: PersonCalls): void {
    this.people.set(person, known);
    this.parts.keep({ [PERSON + person]: known });
  }

  private setCentre(known: SharedCalls): void {
    this.centre = known;
    this.parts.keep({ [CENTRE]: known });
  }
}
