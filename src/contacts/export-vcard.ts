import type { ContactFields, NumberLabel } from './contact.ts';

/** Octets of a line without its end (RFC 2426 §2.6). */
const LINE_OCTETS = 75;
const TYPES: Readonly<Record<NumberLabel, string>> = {
  mobile: 'CELL',
  work: 'WORK',
  home: 'HOME',
  other: 'OTHER',
};

/** A contact as a card of vCard 3.0 (RFC 2426), which telephones and mail programs of any age read. */
export function vcardContact({ name, organisation, numbers, email, note }: ContactFields): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name)}`,
    // Which part of a name is whose nobody has said: all of it is the given name.
    `N:;${escaped(name)};;;`,
    ...(organisation === '' ? [] : [`ORG:${escaped(organisation)}`]),
    ...numbers.map(({ label, number }) => `TEL;TYPE=${TYPES[label]}:${number}`),
    ...(email === '' ? [] : [`EMAIL;TYPE=INTERNET:${escaped(email)}`]),
    ...(note === '' ? [] : [`NOTE:${escaped(note)}`]),
    'END:VCARD',
  ];
  return lines.map(line => `${foldedLine(line)}\r\n`).join('');
}

const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n');

/** Between characters, never within one. */
function foldedLine(line: string): string {
  let octets = 0;
  let written = '';
  for (const sign of line) {
    const length = Buffer.byteLength(sign);
    if (octets + length > LINE_OCTETS) {
      written += '\r\n ';
      octets = 1;
    }
    written += sign;
    octets += length;
  }
  return written;
}
