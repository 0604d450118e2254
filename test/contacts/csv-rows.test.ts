import { describe, expect, test } from 'vitest';
import { columnOf } from '../../src/contacts/csv-columns.ts';
import { contact, contactsIn } from './files.ts';

const csv = (text: string | Uint8Array) => contactsIn(text, 'csv');
const ana = contact();

describe('a CSV file', () => {
  test.each([
    ['nombre,teléfono\nAna Ejemplo,0414-5550101\n'],
    ['Nombre;Móvil\r\nAna Ejemplo;0414-5550101\r\n'],
    ['NAME\tPHONE\nAna Ejemplo\t04145550101'],
    ['\ufeff"nombre","móvil"\r"Ana Ejemplo","\'+584145550101"\r'],
    ['sep=;\r\nnombre;celular\r\nAna Ejemplo;4145550101\r\n'],
    ['\n\nname,mobile\n\nAna Ejemplo,0414 555 0101\n,\n'],
    [
      'Name,Given Name,Family Name,Phone 1 - Type,Phone 1 - Value\nAna Ejemplo,Ana,Ejemplo,Mobile,0414-5550101\n',
    ],
    ['First Name,Last Name,Mobile Phone,Business Phone\nAna,Ejemplo,0414-5550101,\n'],
    ['Nombre,Apellidos,Teléfono móvil\nAna,Ejemplo,0414-5550101\n'],
  ])('is read whatever wrote it: %j', async text => {
    expect(await csv(text)).toEqual([ana]);
  });

  test('is read in the encodings in which spreadsheets write', async () => {
    const text = 'nombre;organización;móvil\nJosé Núñez;Peluquería «Ñandú»;0414-5550101\n';
    const jose = contact({ name: 'José Núñez', organisation: 'Peluquería «Ñandú»' });
    expect(await csv(text)).toEqual([jose]);
    expect(await csv(Buffer.from(text, 'latin1'))).toEqual([jose]);
    expect(await csv(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual([jose]);
    const euro = Buffer.concat([Buffer.from('name,mobile\n'), Buffer.from([0x80]), Buffer.from(',101\n')]);
    expect(await csv(euro)).toMatchObject([{ name: '€' }]);
  });

  test('may have many columns of a kind, and many numbers in a cell', async () => {
    const text =
      'nombre,móvil,móvil 2,trabajo,correo,nota\n' +
      '"Ejemplo, ""la jefa""",0414-5550101 / 0414-5550102,0414-5550103,"101; 102",a@b.ve,"uno\ndos"\n';
    expect(await csv(text)).toEqual([
      contact({
        name: 'Ejemplo, "la jefa"',
        email: 'a@b.ve',
        note: 'uno\ndos',
        numbers: [
          ...['+584145550101', '+584145550102', '+584145550103'].map(number => ({
            label: 'mobile' as const,
            number,
          })),
          { label: 'work', number: '101' },
          { label: 'work', number: '102' },
        ],
      }),
    ]);
  });

  test('says of each row that cannot be taken why, by the row of a spreadsheet', async () => {
    const text = [
      'nombre,móvil,correo',
      'Ana Ejemplo,0414-5550101,',
      '',
      ',0414-5550102,',
      'Luis,,',
      '"De\ndos líneas",101,',
      'Pérez, Juan,0414-5550103,a@b.ve',
      'Nora,mañana,',
      'Olga,102,olga',
      `${'x'.repeat(121)},103,`,
      'Juan "el gordo" Pérez,104,',
    ].join('\n');
    expect(await csv(text)).toEqual([
      ana,
      '4 name-missing: 0414-5550102',
      '5 number-missing: Luis',
      contact({ name: 'De dos líneas', numbers: [{ label: 'mobile', number: '101' }] }),
      '7 row-not-readable: Pérez Juan 0414-5550103 a@b.ve',
      '8 number-not-valid: mañana',
      '9 email-not-valid: olga',
      `10 too-long: ${'x'.repeat(59)}…`,
      contact({ name: 'Juan "el gordo" Pérez', numbers: [{ label: 'mobile', number: '104' }] }),
    ]);
  });

  test.each([
    ['', 'contacts-file-empty'],
    [' \n \n', 'contacts-file-empty'],
    ['Ana Ejemplo,0414-5550101\n', 'contacts-columns-unknown'],
    ['nombre,edad\nAna,30\n', 'contacts-columns-unknown'],
    ['teléfono,edad\n101,30\n', 'contacts-columns-unknown'],
    ['BEGIN:VCARD\nFN:Ana\nEND:VCARD\n', 'contacts-columns-unknown'],
  ])('%j is refused: %s', async (text, code) => {
    await expect(csv(text)).rejects.toMatchObject({ code });
  });

  test('of one endless line is refused', async () => {
    await expect(contactsIn('x'.repeat(2_000_000), 'csv', 64 * 1024)).rejects.toMatchObject({
      code: 'contacts-columns-unknown',
    });
  });

  test('of which a quotation mark is left open is refused, by the row in which it opens, however long it is', async () => {
    const rows = 'Luis,102,\n'.repeat(20_000);
    for (const text of [`nombre,móvil,nota\nAna,101,"\n${rows}`, 'nombre,móvil,nota\nAna,101,"\n'])
      await expect(contactsIn(text, 'csv', 64 * 1024)).rejects.toMatchObject({
        code: 'contacts-quote-open',
        details: { faults: [{ words: { es: 'Una comilla que se abre en la fila 2 no se cierra nunca.' } }] },
      });
  });
});

test.each([
  ['Organización', 'organisation'],
  ['E-mail 1 - Value', 'email'],
  ['E-mail Address', 'email'],
  ['Teléfono del trabajo', 'work'],
  ['home phone 2', 'home'],
  ['Otro', 'other'],
  ['Notes', 'note'],
  ['Phone 2 - Value', 'phone'],
  ['Phone 1 - Type', null],
  ['cumpleaños', null],
  ['', null],
])('a column named %j holds %s', (heading, column) => {
  expect(columnOf(heading)).toBe(column);
});
