import { createHmac, randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;
/** No letter that is taken for another one when it is read from paper. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Ten codes such as `k7mp-3xw9-hty2-vf4a`, 80 random bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, group).join('-'));
}

function group(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** What the store keeps of a code; how it is written does not matter. 80 bits need no slow hash. */
export function recoveryHash(key: Buffer, person: string, code: string): string {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return createHmac('sha256', key).update(`${person}:${plain}`).digest('base64url');
}
