import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { scramVerifier } from '../../../src/adapters/postgres/scram.ts';

test('a password is written down as PostgreSQL keeps it, with a salt of its own, and cannot be read in it', () => {
  const written = [scramVerifier('a-secret'), scramVerifier('a-secret')];
  expect(new Set(written).size).toBe(2);
  for (const verifier of written) {
    expect(verifier).not.toContain('a-secret');
    const [, rounds, salt, stored, server] =
      /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(verifier) ?? [];
    const salted = pbkdf2Sync('a-secret', Buffer.from(salt ?? '', 'base64'), Number(rounds), 32, 'sha256');
    const client = createHmac('sha256', salted).update('Client Key').digest();
    expect(createHash('sha256').update(client).digest('base64')).toBe(stored);
    expect(createHmac('sha256', salted).update('Server Key').digest('base64')).toBe(server);
  }
});
