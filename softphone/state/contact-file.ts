import type { ContactFormat } from '../../src/contacts/contact.ts';

/** So much of a file says what it is, bytes. */
export const HEAD_BYTES = 4_096;

/** What the server takes at once, bytes. */
export const FILE_BYTES_MOST = 50 * 1024 * 1024;

/** Why a file is not sent: it has nothing in it, is too large, or is neither of the two kinds (a workbook, a picture). */
export type FileTrouble = 'empty' | 'too-large' | 'other-kind';

/** What a file of contacts is, by what it begins with and then by its name. */
export function formatOf(name: string, head: Uint8Array): ContactFormat | null {
  const text = textOf(head);
  if (text === null) return null;
  if (/^\uFEFF?\s*BEGIN:VCARD/i.test(text)) return 'vcard';
  if (/\.(vcf|vcard)$/i.test(name)) return 'vcard';
  return 'csv';
}

export function troubleOf(size: number, format: ContactFormat | null): FileTrouble | null {
  if (size === 0) return 'empty';
  if (size > FILE_BYTES_MOST) return 'too-large';
  return format === null ? 'other-kind' : null;
}

/** Null for what is no text: spreadsheets write UTF-16 with a mark at its beginning, and no other text has a zero in it. */
function textOf(head: Uint8Array): string | null {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(head);
  return head.includes(0) || isPacked(head) ? null : new TextDecoder('utf-8').decode(head);
}

/** A zip, which a workbook is, or a PDF. */
const isPacked = (head: Uint8Array): boolean =>
  ['PK\u0003\u0004', '%PDF-'].some(mark =>
    [...mark].every((letter, at) => head[at] === letter.charCodeAt(0)),
  );
