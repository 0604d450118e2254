import type { Language } from '../kit/errors.ts';
import type { OwnKeys } from './desk-keys.ts';
import type { AgentProfile, PhoneKind, Role } from './events.ts';

/** A person who can log in. The password hash never leaves the store's `credentials` verb. */
export interface Person extends AgentProfile {
  /** The areas whose tickets are theirs to work on. */
  readonly areas: readonly string[];
  /** A telephone is given to them, of the kind that they have. */
  readonly telephone: boolean;
  /** False: what they say in calls is not for them to hear again; absent: it is. */
  readonly hearsOwn?: boolean;
  readonly active: boolean;
  /** Epoch ms of the moment the confidentiality text was accepted (S2-08), or null. */
  readonly confidentialityAcceptedAt: number | null;
  readonly language: Language;
  /** How often the account of their desk telephone was replaced by another one; absent: never. */
  readonly deskTurn?: number;
  /** The keys of the desk that they have set anew; absent: none. */
  readonly ownKeys?: OwnKeys;
}

export interface NewPerson {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly level: number;
  readonly queues: readonly string[];
  readonly areas: readonly string[];
  readonly phoneKind: PhoneKind;
  readonly telephone: boolean;
  /** Absent: they do. */
  readonly hearsOwn?: boolean | undefined;
  readonly passwordHash: string;
  readonly language: Language;
  /** The number at which they are called directly; '' or absent: none. */
  readonly extension?: string | undefined;
}

/** Whether somebody administers the centre: who is first needs no link then. */
export const isActiveAdmin = ({ role, active }: Pick<Person, 'role' | 'active'>): boolean =>
  role === 'admin' && active;

export interface PeopleStore {
  list(): Promise<Person[]>;
  get(id: string): Promise<Person | null>;
  /** The person and the argon2id hash for a user name (case does not matter), or null. */
  credentials(username: string): Promise<{ person: Person; passwordHash: string } | null>;
  /** Fails with `already-exists` for the user name, with `extension-taken` for the number. */
  add(person: NewPerson): Promise<Person>;
  /**
   * Adds an administrator where none is active: of many at once exactly one is added. Fails with `not-allowed` where
   * there is one, with `already-exists` for a taken name.
   */
  addFirstAdmin(person: Omit<NewPerson, 'role' | 'telephone'>): Promise<Person>;
  /** Fails with `unknown-resource`, and with `extension-taken` where somebody else has that number. */
  change(
    id: string,
    patch: Partial<Omit<NewPerson, 'username'>> & {
      active?: boolean;
      confidentialityAcceptedAt?: number;
      autoAnswer?: boolean;
      ownKeys?: OwnKeys;
    },
  ): Promise<Person>;
  /** The account of their desk telephone is replaced by another one. Fails with `unknown-resource`. */
  turnDesk(id: string): Promise<Person>;
}

export const SESSION_KINDS = ['person', 'guest'] as const;

/**
 * A log-in. `token` is known to the browser only; the store keeps its SHA-256.
 * Guests (`/call`) have no person but a line.
 */
export interface Session {
  readonly id: string;
  readonly kind: (typeof SESSION_KINDS)[number];
  readonly personId: string | null;
  /** The line a guest telephones from: one of the demo, or one that they proved to be theirs; null: without a number. */
  readonly line: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Sessions that ended are known for this long: no talk that began in one lasts longer, ms. */
export const ENDED_KNOWN_MS = 24 * 3_600_000;

export interface SessionStore {
  open(session: Session, tokenHash: Buffer): Promise<void>;
  byToken(tokenHash: Buffer, now: number): Promise<Session | null>;
  /** Every session that has not expired, with its person; the ground for the lines there must be. */
  live(now: number): Promise<Session[]>;
  /** Every session there is, ended ones too until they are forgotten. */
  known(): Promise<Session[]>;
  /** One that has ended and is not forgotten: its person may still have a call in hand. */
  endedByToken(tokenHash: Buffer, now: number): Promise<Session | null>;
  /** The session is over from `now` on; it is forgotten a day later, with the next log-in. */
  end(id: string, now: number): Promise<void>;
  endAllOf(personId: string, now: number): Promise<void>;
  /** Forgets it at once. */
  close(id: string): Promise<void>;
  closeAllOf(personId: string): Promise<void>;
  /** Calls `changed` after any session or person changed in any process (PostgreSQL NOTIFY). */
  watch(changed: () => void): Promise<() => Promise<void>>;
}

/** So many tries of one kind within `windowMs`, which begins with the first of them. */
export interface Budget {
  readonly key: string;
  readonly windowMs: number;
  readonly most: number;
}

export type Taken =
  /** How many of each budget are taken now. */
  | { readonly kind: 'taken'; readonly counts: readonly number[] }
  /** One was used up, and nothing was taken of the others. */
  | { readonly kind: 'refused'; readonly retryAfterMs: number };

/** Counted tries; kept in Redis, lost without harm. */
export interface Throttle {
  /** Takes one of each budget or of none, in one step: of many at once no more than `most` are let through. */
  take(budgets: readonly Budget[]): Promise<Taken>;
  /** One of each was no try after all. */
  giveBack(keys: readonly string[]): Promise<void>;
  forget(key: string): Promise<void>;
}

/** Whom the telephone system is told to ring: made by it, stored with a call, and read by nobody else. */
export type Endpoint = string;

/** An account on the telephone system, made and removed while it runs. */
export interface PhoneLine {
  /** The account's name, by which its telephone logs in. */
  readonly id: string;
  readonly kind: PhoneKind | 'guest';
  readonly password: string;
  readonly callerNumber: string;
  readonly callerName: string;
}

export interface PhoneLines {
  provision(line: PhoneLine): Promise<void>;
  /** Removes the account; its contact is gone at once, its channels are hung up by the caller of this. */
  remove(id: string): Promise<void>;
  /** Names of all accounts made through `provision` that exist now, and whether they have a contact. */
  list(): Promise<{ id: string; reachable: boolean }[]>;
  /** Where the telephone of a line is rung. */
  endpointOf(line: string): Endpoint;
  /** The line whose telephone is rung there; null for everything else, such as a number by the trunk. */
  lineAt(endpoint: Endpoint): string | null;
}
