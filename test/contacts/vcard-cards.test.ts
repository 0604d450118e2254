import { describe, expect, test } from 'vitest';
import { contact, contactsIn } from './files.ts';

const vcard = (...lines: string[]) => contactsIn(lines.join('\r\n'), 'vcard', 5);
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD'];

describe('a vCard file', () => {
  test('of 4.0 (RFC 6350) is read', async () => {
    expect(
      await vcard(
        ...card(
          'VERSION:4.0',
          'N:Núñez;José;;;',
          'FN:José Núñez',
          'ORG:Peluquería\\; Ñandú;Ventas',
          'item1.TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+58-414-555-0101',
          'TEL;TYPE=home:0212-555 0103',
          'EMAIL;TYPE=work:jose@ejemplo.ve',
          'NOTE:Primera línea\\nsegunda\\, con coma y \\\\ barra que se dobla porque es la',
          '  más larga de todas',
          'PHOTO:data:image/jpeg;base64,AAAA',
          ' BBBB:FN',
          'CATEGORIES:a,b',
        ),
      ),
    ).toEqual([
      contact({
        name: 'José Núñez',
        organisation: 'Peluquería; Ñandú, Ventas',
        email: 'jose@ejemplo.ve',
        note: 'Primera línea\nsegunda, con coma y \\ barra que se dobla porque es la más larga de todas',
        numbers: [
          { label: 'mobile', number: '+584145550101' },
          { label: 'home', number: '+582125550103' },
        ],
      }),
    ]);
  });

  test('of 2.1 is read: bare types, QUOTED-PRINTABLE with its soft breaks, other character sets', async () => {
    expect(
      await vcard(
        ...card(
          'VERSION:2.1',
          'N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:N=C3=BA=C3=B1ez;Jos=C3=\r\n=A9;;;',
          'ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Peluquer=EDa',
          'TEL;CELL;VOICE:04145550101',
          'TEL;WORK;FAX:02125550103',
          'NOTE;QUOTED-PRINTABLE:uno=0D=0Ados = =3D tres',
          'PHOTO;ENCODING=BASE64;JPEG:',
          ` ${'QUJD'.repeat(18)}`,
          ` ${'QUJD'.repeat(18)}`,
          '',
        ),
      ),
    ).toEqual([
      contact({
        name: 'José Núñez',
        organisation: 'Peluquería',
        note: 'uno\ndos = = tres',
        numbers: [
          { label: 'mobile', number: '+584145550101' },
          { label: 'other', number: '+582125550103' },
        ],
      }),
    ]);
  });

  test('says of each card that cannot be taken why', async () => {
    expect(
      await vcard(
        ...card('FN:Ana Ejemplo', 'TEL:0414-5550101'),
        ...card('TEL:101'),
        'BEGIN:VCARD',
        'FN:Sin final',
        ...card('FN:Sin teléfono', 'EMAIL:a@b.ve'),
        '',
        'BEGIN:VCARD',
        'FN:Cortada',
      ),
    ).toEqual([
      contact(),
      '2 name-missing: 101',
      '3 row-not-readable: Sin final',
      '4 number-missing: Sin teléfono',
      '5 row-not-readable: Cortada',
    ]);
  });

  test.each([
    ['', 'contacts-file-empty'],
    ['\r\n\r\n', 'contacts-file-empty'],
    ['nombre,teléfono\r\nAna,101', 'contacts-file-unknown'],
  ])('%j is refused: %s', async (text, code) => {
    await expect(vcard(text)).rejects.toMatchObject({ code });
  });

  test('with a picture in a line of its own megabytes is read, and the picture is not kept', async () => {
    const file = card('FN:Ana Ejemplo', `PHOTO:${'A'.repeat(3_000_000)}`, 'TEL;TYPE=CELL:0414-5550101').join(
      '\n',
    );
    expect(await contactsIn(file, 'vcard', 64 * 1024)).toEqual([contact()]);
  });
});
