import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialledNumber, readContact, tidyLine, tidyNote } from '../../src/contacts/read-contact.ts';
import { sameKey } from '../../src/contacts/same-contact.ts';
import { contact } from './files.ts';

describe('a number of a contact', () => {
  test.each([
    ['0414-5550101', '+584145550101'],
    ['4145550101', '+584145550101'],
    ['+57 601 555 0101', '+576015550101'],
    ['tel:+58-414-555-0101', '+584145550101'],
    ['Cel.: 0414 555.01.01', '+584145550101'],
    ['101', '101'],
    ['*626', '*626'],
    ['#31#', '#31#'],
  ])('%s is kept as %s', (written, kept) => {
    expect(dialledNumber(written, 'VE')).toBe(kept);
    expect(dialledNumber(kept, 'VE')).toBe(kept);
  });

  test.each(['', '7', 'Ana', '5,84E+11', '12345678901234567', '0414-5550101 ext. 12', '+0000', 'anonymous'])(
    '%j is none',
    written => {
      expect(dialledNumber(written, 'VE')).toBeNull();
    },
  );
});

describe('a contact that somebody wrote', () => {
  const written = (fields: object = {}) => ({
    ...contact(),
    numbers: [{ label: 'mobile' as const, number: '0414-5550101' }],
    ...fields,
  });

  test('is tidied: one line, no signs that nobody sees, each number once and in the order of the labels', () => {
    const read = readContact(
      written({
        name: '  Ana\t\u202eEjemplo \u0000 \n Pérez ',
        note: 'uno \r\n\r\n\r\n\r\ndos\u0007\n',
        numbers: [
          { label: 'home', number: '0212 555 0103' },
          { label: 'phone', number: '0414-5550101' },
          { label: 'other', number: '+58 414 5550101' },
          { label: 'phone', number: '101' },
        ],
      }),
      'VE',
    );
    expect(read).toEqual({
      contact: contact({
        name: 'Ana Ejemplo Pérez',
        note: 'uno\n\ndos',
        numbers: [
          { label: 'mobile', number: '+584145550101' },
          { label: 'work', number: '101' },
          { label: 'home', number: '+582125550103' },
        ],
      }),
    });
  });

  test.each([
    [{ name: ' \u202e ' }, 'name-missing', '0414-5550101'],
    [{ numbers: [] }, 'number-missing', 'Ana Ejemplo'],
    [{ numbers: [{ label: 'home', number: ' ' }] }, 'number-missing', 'Ana Ejemplo'],
    [{ numbers: [{ label: 'home', number: 'mañana' }] }, 'number-not-valid', 'mañana'],
    [{ name: 'ñ'.repeat(121) }, 'too-long', `${'ñ'.repeat(59)}…`],
    [{ note: 'x'.repeat(2001) }, 'too-long', `${'x'.repeat(59)}…`],
    [{ email: 'ana arroba ejemplo' }, 'email-not-valid', 'ana arroba ejemplo'],
    [{ email: '"a" <ana@ejemplo.org>' }, 'email-not-valid', '"a" <ana@ejemplo.org>'],
  ])('%j is refused: %s', (fields, why, text) => {
    expect(readContact(written(fields), 'VE')).toEqual({ why, text });
  });

  test('takes as many characters as people count', () => {
    const name = '👩‍👩‍👧'.repeat(120);
    expect(readContact(written({ name, email: 'ana@ejemplo.org' }), 'VE')).toMatchObject({
      contact: { name },
    });
    const numbers = Array.from({ length: 13 }, (_, place) => ({ label: 'work', number: `10${place}` }));
    expect(readContact(written({ numbers }), 'VE')).toMatchObject({ why: 'too-long' });
  });

  test('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), text => {
        expect(tidyLine(tidyLine(text))).toBe(tidyLine(text));
        expect(tidyNote(tidyNote(text))).toBe(tidyNote(text));
      }),
    );
  });
});

describe('two contacts are the same', () => {
  const lines = (...numbers: string[]) => numbers.map(number => ({ label: 'work' as const, number }));

  test('by their names without accents and case, and all their numbers', () => {
    const one = sameKey(contact({ name: 'José Núñez', numbers: lines('101', '102') }));
    expect(sameKey(contact({ name: 'JOSE NUÑEZ', note: 'x', numbers: lines('102', '101') }))).toBe(one);
    expect(sameKey(contact({ name: 'José Núñez', numbers: lines('101') }))).not.toBe(one);
    expect(sameKey(contact({ name: 'José Nuñes', numbers: lines('101', '102') }))).not.toBe(one);
  });

  test('but not because their names are signs alone', () => {
    expect(sameKey(contact({ name: '🙂' }))).not.toBe(sameKey(contact({ name: '🎉' })));
  });
});
