import type { ContactFields, ContactFormat } from '../../src/contacts/contact.ts';
import { csvRows } from '../../src/contacts/csv-rows.ts';
import { decoded, FileLook } from '../../src/contacts/file-text.ts';
import { type FileRow, readContact } from '../../src/contacts/read-contact.ts';
import { vcardRows } from '../../src/contacts/vcard-cards.ts';

/** A file as it comes from a disk, in pieces of that many bytes. */
export async function* inPieces(file: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Every row of a file, whatever its encoding. */
export async function rowsIn(file: string | Uint8Array, format: ContactFormat, size = 7): Promise<FileRow[]> {
  const look = new FileLook();
  for await (const piece of inPieces(file, size)) look.take(piece);
  const encoding = look.encoding();
  if (encoding === null) throw new Error('no text');
  const text = decoded(inPieces(file, size), encoding);
  const rows: FileRow[] = [];
  for await (const row of format === 'csv' ? csvRows(text) : vcardRows(text)) rows.push(row);
  return rows;
}

/** The contacts of a file; a row with a fault is its reason. */
export async function contactsIn(
  file: string | Uint8Array,
  format: ContactFormat,
  size = 7,
): Promise<(ContactFields | string)[]> {
  return (await rowsIn(file, format, size)).map(row => {
    const read = 'written' in row ? readContact(row.written, 'VE') : row;
    return 'contact' in read ? read.contact : `${row.row} ${read.why}: ${read.text}`;
  });
}

/** A contact with what a test does not care about. */
export const contact = (fields: Partial<ContactFields> = {}): ContactFields => ({
  name: 'Ana Ejemplo',
  organisation: '',
  note: '',
  email: '',
  numbers: [{ label: 'mobile', number: '+584145550101' }],
  ...fields,
});
