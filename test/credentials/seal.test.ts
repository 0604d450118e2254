import { expect, test } from 'vitest';
import { LogInTickets } from '../../src/credentials/log-in-ticket.ts';
import { newRecoveryCodes, recoveryHash } from '../../src/credentials/recovery-codes.ts';
import { keyFor, seal, unseal } from '../../src/credentials/seal.ts';

const key = keyFor(Buffer.alloc(32, 1), 'test');
const text = Buffer.from('a secret');

test('what is sealed opens with its key for what it was bound to, unchanged, and in no other way', () => {
  const sealed = seal(key, text, 'ana');
  expect(unseal(key, sealed, 'ana')).toEqual(text);
  expect(sealed.includes(text)).toBe(false);
  expect(seal(key, text, 'ana')).not.toEqual(sealed);
  expect(unseal(key, sealed, 'luis')).toBeNull();
  expect(unseal(keyFor(Buffer.alloc(32, 1), 'other'), sealed, 'ana')).toBeNull();
  expect(unseal(keyFor(Buffer.alloc(32, 2), 'test'), sealed, 'ana')).toBeNull();
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal(key, changed, 'ana'), String(at)).toBeNull();
    expect(unseal(key, sealed.subarray(0, at), 'ana'), String(at)).toBeNull();
  }
});

test('a ticket is for one purpose, some minutes, one server', () => {
  const tickets = new LogInTickets(Buffer.alloc(32, 1));
  const ticket = tickets.issue('code', 'ana', 'hash', 1_000);
  expect(tickets.read('code', ticket, 1_000)).toMatchObject({ person: 'ana' });
  expect(tickets.read('code', ticket, 1_000 + 5 * 60_000 - 1)).not.toBeNull();
  expect(tickets.read('code', ticket, 1_000 + 5 * 60_000)).toBeNull();
  expect(tickets.read('setup', ticket, 1_000)).toBeNull();
  expect(new LogInTickets(Buffer.alloc(32, 2)).read('code', ticket, 1_000)).toBeNull();
  for (const junk of ['', 'x', ticket.slice(1), `${ticket}AAAA`, '{"person":"ana"}']) {
    expect(tickets.read('code', junk, 1_000), junk).toBeNull();
  }
});

test('recovery codes are ten, all different, read from paper in any form, and each a person’s own', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  const [code = ''] = codes;
  const hash = recoveryHash(key, 'ana', code);
  expect(recoveryHash(key, 'ana', ` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(hash);
  expect(recoveryHash(key, 'luis', code)).not.toBe(hash);
  expect(hash).not.toContain(code);
});
