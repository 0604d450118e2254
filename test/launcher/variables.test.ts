import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCallsConfig, readMigrateConfig, readWebConfig, readWorkerConfig } from '../../src/config.ts';
import {
  environmentOf,
  PLAIN,
  PROCESSES,
  type ProcessName,
  SECRETS,
  withoutSecrets,
} from '../../src/launcher/variables.ts';

/** Everything there is, each with a value that is found again. */
const everything = Object.fromEntries(
  [...Object.keys(SECRETS), ...Object.keys(PLAIN)].map(name => [name, `value-of-${name}`]),
);
const stray = {
  AWS_SECRET_ACCESS_KEY: 'of-the-shell',
  npm_config_token: 'of-npm',
  CAUCE_CACHE: '/cache',
  CAUCE_SOMETHING_NEW: 'not-in-the-table',
  PATH: '/usr/bin',
  TZ: 'UTC',
};

describe('the environment of a process', () => {
  test.each(PROCESSES)('of %s holds what the table says, by name and by value, and nothing else', name => {
    const env = environmentOf(name, { ...everything, ...stray });
    const table = { ...SECRETS, ...PLAIN };
    const own = Object.keys(table).filter(variable => table[variable]?.includes(name));
    expect(Object.keys(env).sort()).toEqual([...own, 'PATH', 'TZ'].sort());
    const values = Object.values(env).join('\n');
    for (const variable of Object.keys(SECRETS).filter(variable => !own.includes(variable)))
      expect(values).not.toContain(`value-of-${variable}\n`);
    for (const value of [stray.AWS_SECRET_ACCESS_KEY, stray.npm_config_token, stray.CAUCE_SOMETHING_NEW])
      expect(values).not.toContain(value);
  });

  test('parts the secrets as the processes need them', () => {
    const secretsOf = (name: ProcessName) =>
      Object.keys(SECRETS).filter(secret => SECRETS[secret]?.includes(name));
    expect(secretsOf('web')).not.toContain('CAUCE_ASTERISK_URL');
    expect(secretsOf('web')).not.toContain('CAUCE_DEMO_PASSWORD');
    expect(secretsOf('worker')).not.toContain('CAUCE_SERVER_KEY_FILE');
    expect(secretsOf('calls')).not.toContain('CAUCE_REDIS_URL');
    for (const trunk of ['CAUCE_TRUNK', 'CAUCE_TRUNK_REALM']) expect(SECRETS[trunk]).toEqual([]);
    for (const mighty of ['CAUCE_DATABASE_OWNER_URL', 'CAUCE_DATABASE_ADMIN_URL'])
      expect(SECRETS[mighty]).toEqual(['migrate']);
  });

  test.each([
    ['calls', readCallsConfig],
    ['web', readWebConfig],
    ['worker', readWorkerConfig],
    ['migrate', readMigrateConfig],
  ] as const)('of %s is what its configuration reads, and no more', (name, read) => {
    const asked = new Set<string>();
    const env = new Proxy(
      {},
      {
        get: (_, variable) => {
          asked.add(String(variable));
          return undefined;
        },
      },
    );
    expect(() => read(env)).toThrow();
    const table = { ...SECRETS, ...PLAIN };
    expect([...asked].filter(variable => !table[variable]?.includes(name))).toEqual([]);
    const handedInVain = Object.keys(SECRETS).filter(
      // The key of a certificate is read where there is one.
      variable => SECRETS[variable]?.includes(name) && !asked.has(variable),
    );
    expect(handedInVain).toEqual([]);
  });

  test('of a program of the machine holds none of our secrets', () => {
    expect(Object.keys(withoutSecrets({ ...everything, http_proxy: 'x' }))).toEqual([
      ...Object.keys(PLAIN),
      'http_proxy',
    ]);
  });
});

test('the table in the README is this table', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'launcher', 'README.md'), 'utf8');
  const lines = readme.split('\n').filter(line => line.startsWith('| `CAUCE_'));
  const found = lines.flatMap(line => {
    const [, names = '', ...marks] = line.split('|');
    const handed = PROCESSES.filter((_, at) => marks[at]?.includes('x'));
    return [...names.matchAll(/`(CAUCE_[A-Z_]+)`/g)].map(([, name]) => [name, handed] as const);
  });
  expect(Object.fromEntries(found)).toEqual(SECRETS);
});
