import type { AddPerson, ChangePerson, PersonCard } from '../../src/http/shapes/people.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import { TELEPHONE_OF } from '../../src/rights/capabilities.ts';

/** What stands in the form of a person. */
export interface PersonFields {
  readonly username: string;
  readonly displayName: string;
  readonly role: PersonCard['role'];
  readonly level: number;
  readonly queues: readonly string[];
  /** Those that a supervisor gives orders in; everybody else's follow their queues. */
  readonly areas: readonly string[];
  readonly telephone: boolean;
  readonly hearsOwn: boolean;
  readonly phoneKind: PersonCard['phoneKind'];
  /** The number at which they are called directly; '' for none. */
  readonly extension: string;
  readonly language: PersonCard['language'];
  /** Empty = unchanged, for a person who exists. */
  readonly password: string;
}

export const EMPTY_PERSON: PersonFields = {
  username: '',
  displayName: '',
  role: 'agent',
  level: 1,
  queues: [],
  areas: [],
  telephone: true,
  hearsOwn: true,
  phoneKind: 'browser',
  extension: '',
  language: 'es',
  password: '',
};

export function fieldsOf(card: PersonCard): PersonFields {
  const { username, displayName, role, level, queues, areas, telephone, hearsOwn, phoneKind } = card;
  const { extension, language } = card;
  return {
    username,
    displayName,
    role,
    level,
    queues,
    areas,
    telephone,
    hearsOwn,
    phoneKind,
    extension,
    language,
    password: '',
  };
}

/** Another role has a telephone or none, as it is with that role. */
export function withRole(fields: PersonFields, role: PersonFields['role']): PersonFields {
  return { ...fields, role, telephone: TELEPHONE_OF[role] };
}

const USERNAME = /^[a-z0-9._-]{3,32}$/;
const EXTENSION = /^(\+?[0-9]{2,15})?$/;
const LONGEST_NAME = 80;
const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 256;

/** The fields that are typed, and may be wrong. */
export type TypedField = 'displayName' | 'username' | 'extension' | 'password';

/** The fields with which the form cannot be sent; the server checks again. */
export function wrongIn(fields: PersonFields, isNew: boolean): readonly TypedField[] {
  const name = fields.displayName.trim();
  const { length } = fields.password;
  const right: Readonly<Record<TypedField, boolean>> = {
    displayName: name !== '' && name.length <= LONGEST_NAME,
    username: !isNew || USERNAME.test(fields.username),
    extension: EXTENSION.test(fields.extension),
    password: (length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD) || (!isNew && length === 0),
  };
  return kindsOf<TypedField>(right).filter(field => !right[field]);
}

/** Whether something stands in the form that is not saved. */
export function isWritten(fields: PersonFields, saved: PersonCard | null): boolean {
  if (saved) return Object.keys(toChange(fields, saved)).length > 0;
  return JSON.stringify(fields) !== JSON.stringify(EMPTY_PERSON);
}

export function toAdd({ areas, ...fields }: PersonFields): AddPerson {
  return {
    ...fields,
    displayName: fields.displayName.trim(),
    queues: [...fields.queues],
    ...(fields.role === 'supervisor' ? { areas: [...areas] } : {}),
  };
}

/** Only what changed: a log-in of that person ends when role or password change. */
export function toChange(fields: PersonFields, before: PersonCard): ChangePerson {
  const { displayName, role, level, telephone, hearsOwn, phoneKind, extension, language, password } = fields;
  const sameQueues = isSame(fields.queues, before.queues);
  const sameAreas = role !== 'supervisor' || isSame(fields.areas, before.areas);
  return {
    ...(displayName.trim() === before.displayName
      ? {}
      : { displayName: displayName.trim(), before: { displayName: before.displayName } }),
    ...(role === before.role ? {} : { role }),
    ...(telephone === before.telephone ? {} : { telephone }),
    ...(hearsOwn === before.hearsOwn ? {} : { hearsOwn }),
    ...(level === before.level ? {} : { level }),
    ...(sameQueues ? {} : { queues: [...fields.queues] }),
    ...(sameAreas ? {} : { areas: [...fields.areas] }),
    ...(phoneKind === before.phoneKind ? {} : { phoneKind }),
    ...(extension === before.extension ? {} : { extension }),
    ...(language === before.language ? {} : { language }),
    ...(password === '' ? {} : { password }),
  };
}

const isSame = (names: readonly string[], others: readonly string[]): boolean =>
  names.length === others.length && names.every(name => others.includes(name));

/** Letters and digits that are not mistaken for each other when read aloud. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A password such as `kd7m-p3xw-9hty-a2vf` from 16 random bytes (80 bits). */
export function proposePassword(random: Uint8Array): string {
  const letters = [...random].slice(0, GROUPS * GROUP_LENGTH).map(byte => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: GROUPS }, (_, at) =>
    letters.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH).join(''),
  ).join('-');
}
