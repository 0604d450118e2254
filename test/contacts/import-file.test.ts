import { describe, expect, test } from 'vitest';
import { memoryContacts } from '../../src/adapters/memory/address-books.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import type { ContactFields } from '../../src/contacts/contact.ts';
import { BATCH, bringIn, preview } from '../../src/contacts/import-file.ts';
import type { ContactStore } from '../../src/contacts/ports.ts';
import { OWN_MOST } from '../../src/contacts/ports.ts';

const HEADING = 'nombre;móvil;nota\n';
const fine = async () => undefined;

async function* textOf(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
}
const csv = (...pieces: string[]) => ({
  format: 'csv' as const,
  country: 'VE',
  text: textOf(HEADING, ...pieces),
});

describe('an import', () => {
  const store = () => memoryContacts(memoryRecords());
  const rows = [
    'Ana;0414-5550101;\n',
    'ANA;+58 414 5550101;otra vez\n',
    'Luis;mañana;\n',
    ';;\n',
    'Nora;101;\n',
  ];

  test('is told beforehand, and nothing is written by that', async () => {
    const contacts = store();
    expect(await preview(contacts, null, csv(...rows))).toEqual({
      rows: 4,
      valid: 3,
      known: 1,
      sample: [
        expect.objectContaining({ name: 'Ana' }),
        expect.objectContaining({ name: 'ANA' }),
        expect.objectContaining({ name: 'Nora' }),
      ],
      faults: [{ row: 4, why: 'number-not-valid', text: 'mañana' }],
      faulty: 1,
    });
    expect(await contacts.count(null)).toBe(0);
  });

  test('takes what is valid once, and repeated it adds nothing', async () => {
    const contacts = store();
    const faults = [{ row: 4, why: 'number-not-valid', text: 'mañana' }];
    const told: unknown[] = [];
    const vouch = async (done: object) => void told.push(done);
    expect(await bringIn(contacts, 'ana', csv(...rows), vouch)).toEqual({
      added: 2,
      known: 1,
      faulty: 1,
      faults,
    });
    expect(await bringIn(contacts, 'ana', csv(...rows), vouch)).toEqual({
      added: 0,
      known: 3,
      faulty: 1,
      faults,
    });
    expect(told).toMatchObject([{ added: 2 }, { added: 0 }]);
    expect([await contacts.count('ana'), await contacts.count(null)]).toEqual([2, 0]);
  });

  test('shows the first twenty and the first hundred faults of any number', async () => {
    const many = Array.from({ length: 900 }, (_, place) => `P${place};${place % 2 ? 'x' : 1000 + place};\n`);
    const told = await preview(store(), null, csv(...many));
    expect([told.rows, told.valid, told.faulty]).toEqual([900, 450, 450]);
    expect([told.sample.length, told.faults.length, told.faults.at(-1)?.row]).toEqual([20, 100, 201]);
  });

  test('does not go beyond what the book takes, and then takes nothing', async () => {
    const contacts = store();
    const full = Array.from({ length: OWN_MOST }, (_, place) => `P${place};101;\n`);
    expect((await preview(contacts, 'ana', csv(...full))).valid).toBe(OWN_MOST);
    for (const work of [
      () => preview(contacts, 'ana', csv(...full, 'Uno;102;\n')),
      () => bringIn(contacts, 'ana', csv(...full, 'Uno;102;\n'), fine),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'contacts-full' });
    expect(await contacts.count('ana')).toBe(0);
    await bringIn(contacts, 'ana', csv(...full), fine);
    expect((await bringIn(contacts, 'ana', csv(...full), fine)).known).toBe(OWN_MOST);
  });

  test('of 100,000 rows has no more of them in memory than a batch and some pieces of the file', async () => {
    const ROWS = 100_000;
    let written = 0;
    let taken = 0;
    let most = 0;
    async function* file(): AsyncGenerator<string> {
      yield HEADING;
      for (let at = 0; at < ROWS; at += 1_000) {
        written += 1_000;
        most = Math.max(most, written - taken);
        yield Array.from(
          { length: 1_000 },
          (_, place) => `Persona ${at + place};${100_000 + at + place};nota\n`,
        ).join('');
      }
    }
    /** A store that is slower than the file. */
    const slow: Pick<ContactStore, 'bring'> = {
      async bring(_owner, batches) {
        for await (const batch of batches as AsyncIterable<readonly ContactFields[]>) {
          await new Promise(resolve => setImmediate(resolve));
          taken += batch.length;
        }
        return { added: taken, known: 0 };
      },
    };
    const done = await bringIn(slow, null, { format: 'csv', country: 'VE', text: file() }, fine);
    expect([done.added, done.faulty]).toEqual([ROWS, 0]);
    expect(most).toBeLessThan(BATCH + 20_000);
  });
});
