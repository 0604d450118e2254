import type { Contact, SpeedDial } from '../../contacts/contact.ts';
import { type ContactStore, mostOf } from '../../contacts/ports.ts';
import { contactSearchText, nameKey, sameKey } from '../../contacts/same-contact.ts';
import { hasTerm } from '../../customers/search.ts';
import { CauceError } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import type { MemoryRecords } from './records.ts';

/** As the table `contacts` and `speed_dials`; `contacts.ts` here is the customers' last contacts. */
export function memoryContacts(records: MemoryRecords): ContactStore {
  const { contacts, speedDials } = records;
  const book = (owner: string | null) => [...contacts.values()].filter(one => one.owner === owner);
  const isKnown = (contact: Contact) =>
    book(contact.owner).some(one => one.id !== contact.id && sameKey(one) === sameKey(contact));
  const dialsOf = (person: string) => speedDials.filter(one => one.person === person);
  const keepDials = (stays: (dial: (typeof speedDials)[number]) => boolean) => {
    speedDials.splice(0, speedDials.length, ...speedDials.filter(stays));
  };
  const shown = ({ slot, contact, number }: Omit<SpeedDial, 'name'>): SpeedDial => ({
    slot,
    contact,
    name: contacts.get(contact)?.name ?? '',
    number,
  });

  return {
    async list(reader, { scope, sought, offset, limit }) {
      if (sought.reach === 'too-short') return { items: [], total: 0 };
      const terms = sought.reach === 'all' ? [] : sought.terms;
      const fitting = [...(scope === 'shared' ? [] : book(reader)), ...(scope === 'own' ? [] : book(null))]
        .filter(one => terms.every(term => hasTerm(contactSearchText(one), term)))
        .sort(byName);
      return { items: fitting.slice(offset, offset + limit), total: fitting.length };
    },
    async namesOf(reader, numbers) {
      const all = [...book(reader).sort(byName), ...book(null).sort(byName)];
      return new Map(
        numbers.flatMap(number => {
          const one = all.find(contact => contact.numbers.some(each => each.number === number));
          return one === undefined ? [] : [[number, one.name] as const];
        }),
      );
    },
    get: async id => contacts.get(id) ?? null,
    count: async owner => book(owner).length,
    async add(contact) {
      if (book(contact.owner).length >= mostOf(contact.owner)) return 'full';
      if (isKnown(contact)) return 'known';
      contacts.set(contact.id, contact);
      return 'saved';
    },
    async change(contact) {
      if (contacts.get(contact.id)?.version !== contact.version - 1) return 'changed-meanwhile';
      if (isKnown(contact)) return 'known';
      contacts.set(contact.id, contact);
      keepDials(
        dial => dial.contact !== contact.id || contact.numbers.some(({ number }) => number === dial.number),
      );
      return 'saved';
    },
    async remove(id) {
      keepDials(dial => dial.contact !== id);
      return contacts.delete(id);
    },

    speedDials: async person =>
      dialsOf(person)
        .sort((a, b) => a.slot - b.slot)
        .map(shown),
    async setSpeedDial(person, dial) {
      if (!contacts.get(dial.contact)?.numbers.some(({ number }) => number === dial.number)) return null;
      keepDials(one => one.person !== person || one.slot !== dial.slot);
      speedDials.push({ person, ...dial });
      return shown(dial);
    },
    async clearSpeedDial(person, slot) {
      const before = speedDials.length;
      keepDials(one => one.person !== person || one.slot !== slot);
      return speedDials.length < before;
    },

    async bring(owner, batches, vouch) {
      const keys = new Set(book(owner).map(sameKey));
      const room = mostOf(owner) - keys.size;
      const fresh: Contact[] = [];
      let known = 0;
      for await (const batch of batches) {
        for (const fields of batch) {
          const key = sameKey(fields);
          if (keys.has(key)) known += 1;
          else fresh.push({ ...fields, id: newId(), owner, version: 1 });
          keys.add(key);
        }
        if (fresh.length > room) throw new CauceError('contacts-full');
      }
      const brought = { added: fresh.length, known };
      await vouch(brought);
      for (const contact of fresh) contacts.set(contact.id, contact);
      return brought;
    },
    async knownOf(owner, keys) {
      const known = new Set(book(owner).map(sameKey));
      return new Set(keys.filter(key => known.has(key)));
    },
    async page(owner, after, limit) {
      const isAfter = (one: Contact) =>
        after === null ||
        compare(nameKey(one.name), after.key) > 0 ||
        (nameKey(one.name) === after.key && one.id > after.id);
      return book(owner).filter(isAfter).sort(byName).slice(0, limit);
    },
  };
}

const byName = (a: Contact, b: Contact): number =>
  compare(nameKey(a.name), nameKey(b.name)) || compare(a.id, b.id);

/** By code points, as PostgreSQL's "C". */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
