import { codeAt, stepAt } from '../../src/credentials/totp.ts';

/** The bytes of a base32 text without padding. */
export function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map(byte => Number.parseInt(byte, 2)));
}

/** What the app on a person's telephone shows now, or some steps of 30 s later. */
export function appCode(secret: string, steps = 0): string {
  return codeAt(fromBase32(secret), stepAt(Date.now()) + steps);
}
