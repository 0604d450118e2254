import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContactFields, NUMBER_LABELS } from '../../src/contacts/contact.ts';
import { csvContact, csvHeading } from '../../src/contacts/export-csv.ts';
import { vcardContact } from '../../src/contacts/export-vcard.ts';
import { readContact } from '../../src/contacts/read-contact.ts';
import { contact, contactsIn } from './files.ts';

/** What breaks files: separators, quotation marks, formulas, line ends, folds within a letter, words of the formats. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    ...[
      '"',
      '""',
      "'",
      "'=",
      ',',
      ';',
      '\t',
      '\n',
      '\r\n',
      '\\',
      '\\n',
      '\\,',
      '=1+1',
      '+58',
      '@a',
      '-',
      '|',
      '%',
    ],
    ...[
      'ñ',
      'É',
      '👩‍👩‍👧',
      '🇻🇪',
      ' ',
      '  ',
      ' / ',
      '=',
      '=\r\n',
      'END:VCARD',
      'BEGIN:VCARD',
      ':',
      'sep=;',
      '\ufeff',
    ],
  ),
);
const text = fc.array(piece, { maxLength: 12 }).map(all => all.join(''));
const number = fc.constantFrom(
  '+584145550101',
  '+582125550103',
  '+576015550101',
  '101',
  '*626',
  '#31#',
  '999999',
);
/** Whatever can be kept. */
const kept = fc
  .record({
    name: text,
    organisation: text,
    note: text,
    email: fc.constantFrom('', 'ana@ejemplo.org', "o'neil+x@ejemplo.org", '=a@b.ve'),
    numbers: fc.array(fc.record({ label: fc.constantFrom(...NUMBER_LABELS), number }), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(written => readContact(written, 'VE'))
  .filter(read => 'contact' in read)
  .map(read => (read as { contact: ContactFields }).contact);
const book = fc.array(kept, { minLength: 1, maxLength: 5 });
const size = fc.integer({ min: 3, max: 200 });

describe('what is exported is imported as it was', () => {
  test('by CSV, in either language', async () => {
    await fc.assert(
      fc.asyncProperty(
        book,
        size,
        fc.constantFrom('es' as const, 'en' as const),
        async (contacts, bytes, language) => {
          const file = csvHeading(language) + contacts.map(csvContact).join('');
          expect(await contactsIn(file, 'csv', bytes)).toEqual(contacts);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('by vCard', async () => {
    await fc.assert(
      fc.asyncProperty(book, size, async (contacts, bytes) => {
        const file = contacts.map(vcardContact).join('');
        expect(await contactsIn(file, 'vcard', bytes)).toEqual(contacts);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
      { numRuns: 120 },
    );
  });

  test('with the letters whole where a line is folded', async () => {
    const long = contact({
      name: 'ñ👩‍👩‍👧'.repeat(20),
      organisation: `${'á'.repeat(34)} b`,
      note: 'x '.repeat(500).trim(),
    });
    expect(await contactsIn(vcardContact(long), 'vcard')).toEqual([long]);
  });
});
