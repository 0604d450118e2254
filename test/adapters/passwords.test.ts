import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '../../src/adapters/passwords/argon2.ts';

test('a password is kept as argon2id with 19 MiB and two passes, each time another hash', async () => {
  const [one, two] = await Promise.all([hashPassword('clave larga'), hashPassword('clave larga')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword(one, 'clave larga')).toBe(true);
  expect(await verifyPassword(one, 'otra clave')).toBe(false);
});

test('nobody can log in without a hash, whatever the password', async () => {
  expect(await verifyPassword(null, 'nobody can log in with this')).toBe(false);
});

test('a name that nobody has costs as much work as a wrong password', async () => {
  const known = await hashPassword('clave larga');
  /** Processor time of this process for one check, µs: the least of some, for nothing takes less than it must. */
  const workOf = async (hash: string | null): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 8; round += 1) {
      const before = process.cpuUsage();
      await verifyPassword(hash, 'otra clave');
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, user + system);
    }
    return least;
  };
  await verifyPassword(null, 'otra clave');
  expect(await workOf(null)).toBeGreaterThan((await workOf(known)) / 2);
});
