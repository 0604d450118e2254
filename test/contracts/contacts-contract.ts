import { describe, expect, test } from 'vitest';
import type { Contact, ContactFields, ContactScope } from '../../src/contacts/contact.ts';
import { OWN_MOST } from '../../src/contacts/ports.ts';
import { nameKey, sameKey } from '../../src/contacts/same-contact.ts';
import { soughtOf } from '../../src/customers/search.ts';
import { newId } from '../../src/kit/ids.ts';
import { contact as fields } from '../contacts/files.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';

const fine = async () => undefined;

async function* batchesOf(
  ...batches: (readonly ContactFields[])[]
): AsyncGenerator<readonly ContactFields[]> {
  yield* batches;
}

export function contactsContract(world: () => RecordsWorld): void {
  const somebody = async (): Promise<string> => (await world().people.add(person())).id;
  const stored = (owner: string | null, given: Partial<ContactFields> = {}): Contact => ({
    ...fields({ name: `Persona ${newId()}`, ...given }),
    id: newId(),
    owner,
    version: 1,
  });
  const added = async (owner: string | null, given: Partial<ContactFields> = {}): Promise<Contact> => {
    const contact = stored(owner, given);
    expect(await world().contacts.add(contact)).toBe('saved');
    return contact;
  };
  const names = async (reader: string, text = '', scope: ContactScope | null = null) => {
    const asked = { scope, sought: soughtOf(text, 'VE'), offset: 0, limit: 100 };
    return (await world().contacts.list(reader, asked)).items.map(({ name }) => name);
  };

  describe('contacts', () => {
    test('say what numbers are called: by one’s own before the shared ones, and by nobody else’s', async () => {
      const { contacts } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const digits = Date.now().toString().slice(-7);
      const [both, shared, others, none] = [1, 2, 3, 4].map(each => `+58412${digits}${each}`);
      const numbered = (...numbers: (string | undefined)[]) => ({
        numbers: numbers.map(number => ({ label: 'work' as const, number: number ?? '' })),
      });
      const mine = await added(ana, numbered('*626', both));
      const ours = await added(null, numbered(shared, both));
      await added(luis, numbered(others));
      const asked = [both ?? '', shared ?? '', others ?? '', none ?? ''];
      expect(await contacts.namesOf(ana, asked)).toEqual(
        new Map([
          [both, mine.name],
          [shared, ours.name],
        ]),
      );
      expect(await contacts.namesOf(ana, [])).toEqual(new Map());
    });

    test('are kept as they were written, and read by their owner or by all', async () => {
      const { contacts } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const mark = newId().slice(-12);
      const own = await added(ana, {
        name: `Ñandú ${mark}`,
        organisation: 'Peluquería “Sol”',
        note: 'uno\ndos\\',
        email: 'a@b.ve',
        numbers: [
          { label: 'mobile', number: '+584145550101' },
          { label: 'other', number: '*626' },
        ],
      });
      const shared = await added(null, { name: `Árbol ${mark}` });
      expect(await contacts.get(own.id)).toEqual(own);
      expect(await contacts.get('nobody')).toBeNull();
      expect(await names(ana, mark)).toEqual([shared.name, own.name]);
      expect(await names(luis, mark)).toEqual([shared.name]);
      expect(await names(ana, mark, 'own')).toEqual([own.name]);
      expect(await names(ana, mark, 'shared')).toEqual([shared.name]);
      expect([await contacts.count(ana), await contacts.count(luis)]).toEqual([1, 0]);
    });

    test('are found without accents and case by name, organisation, number and e-mail, in pages by name', async () => {
      const { contacts } = world();
      const ana = await somebody();
      await added(ana, { name: 'José Núñez', organisation: 'Panadería Ávila', email: 'jose@ejemplo.ve' });
      await added(ana, { name: 'jose alba', numbers: [{ label: 'work', number: '101' }] });
      await added(ana, { name: 'Zoé', numbers: [{ label: 'home', number: '+582125550103' }] });
      for (const [text, found] of [
        ['JOSE', ['jose alba', 'José Núñez']],
        ['nunez', ['José Núñez']],
        ['avila panaderia', ['José Núñez']],
        ['ejemplo.ve', ['José Núñez']],
        ['0212-555 0103', ['Zoé']],
        ['5550103', ['Zoé']],
        ['101', ['jose alba']],
        ['quien no esta', []],
        ['jo', []],
      ] as const)
        expect(await names(ana, text, 'own'), text).toEqual(found);
      const page = { scope: 'own', sought: soughtOf('', 'VE'), offset: 1, limit: 1 } as const;
      expect(await contacts.list(ana, page)).toMatchObject({ items: [{ name: 'José Núñez' }], total: 3 });
      expect(await contacts.list(ana, { ...page, offset: 9 })).toEqual({ items: [], total: 3 });
    });

    test('are in a book once with the same name and numbers, also when many add them at the same moment', async () => {
      const { contacts } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const tries = Array.from({ length: 5 }, () => contacts.add(stored(ana, { name: 'José' })));
      expect((await Promise.all(tries)).sort()).toEqual(['known', 'known', 'known', 'known', 'saved']);
      expect(await contacts.add(stored(ana, { name: 'JOSE' }))).toBe('known');
      expect(await contacts.add(stored(luis, { name: 'José' }))).toBe('saved');
      const other = await added(ana, { name: 'Otro' });
      expect(await contacts.change({ ...other, name: 'josé', version: 2 })).toBe('known');
      expect(await contacts.get(other.id)).toEqual(other);
    });

    test('are changed by one of those who read the same version, and taken away once', async () => {
      const { contacts } = world();
      const contact = await added(null);
      const next = { ...contact, name: `Nueva ${newId()}`, note: 'cambiada', version: 2 };
      expect(await contacts.change(next)).toBe('saved');
      expect(await contacts.change({ ...contact, note: 'tarde', version: 2 })).toBe('changed-meanwhile');
      expect(await contacts.get(contact.id)).toEqual(next);
      expect(await names('nobody', next.name)).toEqual([next.name]);
      expect([await contacts.remove(contact.id), await contacts.remove(contact.id)]).toEqual([true, false]);
      expect(await contacts.change({ ...next, version: 3 })).toBe('changed-meanwhile');
    });

    test('are as many as a book takes', async () => {
      const { contacts } = world();
      const ana = await somebody();
      const full = Array.from({ length: OWN_MOST }, (_, place) => fields({ name: `P${place}` }));
      await contacts.bring(ana, batchesOf(full), fine);
      expect(await contacts.add(stored(ana))).toBe('full');
      await expect(contacts.bring(ana, batchesOf([fields()]), fine)).rejects.toMatchObject({
        code: 'contacts-full',
      });
      expect(await contacts.bring(ana, batchesOf(full.slice(0, 3)), fine)).toEqual({ added: 0, known: 3 });
    });
  });

  describe('speed dials', () => {
    const number = '+584145550101';

    test('are a person’s, nine at most, each a number of a contact', async () => {
      const { contacts } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const [own, shared] = [await added(ana), await added(null)];
      const dial = (slot: number, { id }: Contact) =>
        contacts.setSpeedDial(ana, { slot, contact: id, number });
      expect(await dial(9, own)).toEqual({ slot: 9, contact: own.id, name: own.name, number });
      await dial(1, own);
      expect(await dial(1, shared)).toMatchObject({ contact: shared.id });
      expect((await contacts.speedDials(ana)).map(one => [one.slot, one.name])).toEqual([
        [1, shared.name],
        [9, own.name],
      ]);
      expect(await contacts.speedDials(luis)).toEqual([]);
      expect(await contacts.setSpeedDial(ana, { slot: 2, contact: own.id, number: '101' })).toBeNull();
      expect(await contacts.setSpeedDial(ana, { slot: 2, contact: 'nobody', number })).toBeNull();
      expect([await contacts.clearSpeedDial(ana, 1), await contacts.clearSpeedDial(ana, 1)]).toEqual([
        true,
        false,
      ]);
    });

    test('go with the contact or the number, for everybody', async () => {
      const { contacts } = world();
      const [ana, luis] = [await somebody(), await somebody()];
      const shared = await added(null, {
        numbers: [
          { label: 'mobile', number },
          { label: 'work', number: '101' },
        ],
      });
      for (const [who, slot, dialled] of [
        [ana, 1, number],
        [luis, 2, '101'],
      ] as const)
        await contacts.setSpeedDial(who, { slot, contact: shared.id, number: dialled });
      const renamed = { ...shared, name: `Otra ${newId()}`, numbers: shared.numbers.slice(1), version: 2 };
      await contacts.change(renamed);
      expect(await contacts.speedDials(ana)).toEqual([]);
      expect(await contacts.speedDials(luis)).toMatchObject([{ name: renamed.name, number: '101' }]);
      await contacts.remove(shared.id);
      expect(await contacts.speedDials(luis)).toEqual([]);
    });
  });

  describe('contacts that come in many', () => {
    const many = (count: number, mark: string) =>
      Array.from({ length: count }, (_, place) =>
        fields({ name: `Persona ${mark} ${place}`, note: `=${place}` }),
      );

    test('are added once, whatever is repeated, and told before they count', async () => {
      const { contacts } = world();
      const ana = await somebody();
      const rows = many(700, newId());
      const before: unknown[] = [];
      const batches = () => batchesOf(rows.slice(0, 500), [...rows.slice(490), ...rows.slice(0, 5)]);
      const bring = () =>
        contacts.bring(ana, batches(), async brought => {
          before.push({ ...brought }, await contacts.count(ana));
        });
      expect(await bring()).toEqual({ added: 700, known: 15 });
      expect(await bring()).toEqual({ added: 0, known: 715 });
      expect(before).toEqual([{ added: 700, known: 15 }, 0, { added: 0, known: 715 }, 700]);
      const keys = [...rows.slice(0, 2), fields({ name: 'Nadie' })].map(sameKey);
      expect(await contacts.knownOf(ana, keys)).toEqual(new Set(keys.slice(0, 2)));
      expect(await contacts.knownOf(null, keys)).toEqual(new Set());
    });

    test('are none when the file breaks off, or when it cannot be vouched for', async () => {
      const { contacts } = world();
      const ana = await somebody();
      async function* breaking(): AsyncGenerator<readonly ContactFields[]> {
        yield many(500, newId());
        throw new Error('torn');
      }
      await expect(contacts.bring(ana, breaking(), fine)).rejects.toThrow('torn');
      const refuse = async () => {
        throw new Error('no row, no deed');
      };
      await expect(contacts.bring(ana, batchesOf(many(3, newId())), refuse)).rejects.toThrow(
        'no row, no deed',
      );
      expect(await contacts.count(ana)).toBe(0);
    });

    test('are taken along in pages, each once and by name', async () => {
      const { contacts } = world();
      const ana = await somebody();
      const odd = ['Ñu', 'nu', 'NÚ', '🙂', 'zz', 'Álamo', 'álamo b', '=1', 'Ωmega'];
      await contacts.bring(
        ana,
        batchesOf(
          odd.map((name, place) => fields({ name, numbers: [{ label: 'work', number: `10${place}` }] })),
        ),
        fine,
      );
      const all: Contact[] = [];
      for (;;) {
        const last = all.at(-1);
        const place = last === undefined ? null : { key: nameKey(last.name), id: last.id };
        const page = await contacts.page(ana, place, 2);
        if (page.length === 0) break;
        all.push(...page);
      }
      expect(all.map(one => one.name).sort()).toEqual(odd.toSorted());
      expect(all.map(one => one.name)).toEqual(await names(ana, '', 'own'));
      expect(all[0]).toMatchObject({ owner: ana, version: 1, numbers: [{ label: 'work' }] });
    });
  });
}
