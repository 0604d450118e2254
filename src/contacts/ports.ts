import type { Sought } from '../customers/search.ts';
import type { Contact, ContactFields, ContactScope, SpeedDial } from './contact.ts';

/** Most contacts of a person, and most that are shared. Two that are added at once may be one more. */
export const OWN_MOST = 5_000;
export const SHARED_MOST = 200_000;
export const mostOf = (owner: string | null): number => (owner === null ? SHARED_MOST : OWN_MOST);

/** What became of something that was written; `known`: another one has that name and those numbers in the same book. */
export type Saved = 'saved' | 'known' | 'full' | 'changed-meanwhile';

export interface Brought {
  readonly added: number;
  readonly known: number;
}

/** Where a page of an export ended. */
export interface ContactPlace {
  readonly key: string;
  readonly id: string;
}

/**
 * The books of all: a person's own, and the shared one, whose owner is null. In a book nobody is twice with the same name and
 * numbers (`sameKey`). Lists are by name (`nameKey`), then id.
 */
export interface ContactStore {
  /** Of the reader's own and the shared ones, or of one of the two. */
  list(
    reader: string,
    asked: {
      readonly scope: ContactScope | null;
      readonly sought: Sought;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<{ items: readonly Contact[]; total: number }>;
  /** What these numbers, as contacts have them, are called: by the reader's own contacts, or else by the shared ones; by number. */
  namesOf(reader: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  get(id: string): Promise<Contact | null>;
  count(owner: string | null): Promise<number>;
  add(contact: Contact): Promise<Saved>;
  /** `contact` has the version after the one that was read. Speed dials to numbers that it has no more are gone. */
  change(contact: Contact): Promise<Saved>;
  /** With the speed dials to it. False: it was not there. */
  remove(id: string): Promise<boolean>;

  /** By slot. */
  speedDials(person: string): Promise<readonly SpeedDial[]>;
  /** Whose contact and number it is the caller has looked at; null: it has gone meanwhile. */
  setSpeedDial(person: string, dial: Omit<SpeedDial, 'name'>): Promise<SpeedDial | null>;
  clearSpeedDial(person: string, slot: number): Promise<boolean>;

  /**
   * Adds all of them or, when `batches` or `vouch` fails, none; those that are known are left alone. `vouch` is told what
   * was added before it counts. Fails with `contacts-full`.
   */
  bring(
    owner: string | null,
    batches: AsyncIterable<readonly ContactFields[]>,
    vouch: (brought: Brought) => Promise<void>,
  ): Promise<Brought>;
  /** Which of these keys (`sameKey`) are in the book. */
  knownOf(owner: string | null, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** The contacts after that place. */
  page(owner: string | null, after: ContactPlace | null, limit: number): Promise<readonly Contact[]>;
}

/** A file that somebody sent, as it lies on the disk. */
export interface ReceivedFile {
  chunks(): AsyncIterable<Uint8Array>;
  /** To be called by whoever received it, whatever happened. */
  drop(): Promise<void>;
}

/** Where files lie while they are read. */
export interface FileShelf {
  /** Takes all of it; `look` sees each piece, and by throwing ends it. Fails with `disk-full`; then nothing is left of it. */
  receive(body: AsyncIterable<Uint8Array>, look: (chunk: Uint8Array) => void): Promise<ReceivedFile>;
}
