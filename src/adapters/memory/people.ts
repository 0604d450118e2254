import { isActiveAdmin, type NewPerson, type PeopleStore, type Person } from '../../agents/ports.ts';
import { CauceError } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import type { MemoryRecords } from './records.ts';

export function memoryPeople(records: MemoryRecords): PeopleStore {
  const named = (username: string) =>
    [...records.people.values()].find(one => one.person.username.toLowerCase() === username.toLowerCase()) ??
    null;
  const refuseTaken = (extension: string | undefined, but: string | null) => {
    const isTaken = ({ id, extension: theirs }: Person) => id !== but && theirs === extension;
    if (extension && peopleOf(records).some(isTaken)) throw new CauceError('extension-taken', { extension });
  };
  const put = ({ passwordHash, ...fields }: NewPerson): Person => {
    if (named(fields.username)) throw new CauceError('already-exists', { username: fields.username });
    refuseTaken(fields.extension, null);
    const rest = { id: newId(), active: true, confidentialityAcceptedAt: null };
    const person = asKept({ ...fields, ...rest });
    records.people.set(person.id, { person, passwordHash });
    records.changes.emit('people');
    return person;
  };
  return {
    async list() {
      return peopleOf(records);
    },
    async get(id) {
      return records.people.get(id)?.person ?? null;
    },
    async credentials(username) {
      return named(username);
    },
    async add(person) {
      return put(person);
    },
    async addFirstAdmin(person) {
      if (peopleOf(records).some(isActiveAdmin)) throw new CauceError('not-allowed');
      return put({ ...person, role: 'admin', telephone: false });
    },
    async change(id, { passwordHash, ...patch }) {
      const known = records.people.get(id);
      if (known === undefined) throw new CauceError('unknown-resource', { person: id });
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      refuseTaken(patch.extension, id);
      const person = asKept({ ...known.person, ...given });
      records.people.set(id, { person, passwordHash: passwordHash ?? known.passwordHash });
      records.changes.emit('people');
      return person;
    },
    async turnDesk(id) {
      const known = records.people.get(id);
      if (known === undefined) throw new CauceError('unknown-resource', { person: id });
      const person: Person = { ...known.person, deskTurn: (known.person.deskTurn ?? 0) + 1 };
      records.people.set(id, { ...known, person });
      records.changes.emit('people');
      return person;
    },
  };
}

/** What is as with everybody is left out, as in PostgreSQL. */
function asKept({
  extension,
  hearsOwn,
  ...rest
}: Omit<Person, 'hearsOwn'> & Pick<NewPerson, 'hearsOwn'>): Person {
  return { ...rest, ...(extension ? { extension } : {}), ...(hearsOwn === false ? { hearsOwn } : {}) };
}

/** Everyone by user name. */
export function peopleOf(records: MemoryRecords): Person[] {
  return [...records.people.values()]
    .map(one => one.person)
    .sort((a, b) => (a.username.toLowerCase() < b.username.toLowerCase() ? -1 : 1));
}
