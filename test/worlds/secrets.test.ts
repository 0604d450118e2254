import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environmentOf, type ProcessName, SECRETS } from '../../src/launcher/variables.ts';
import { LaunchedCentre } from './launched.ts';

/** What a person keeps secret, beside what the launcher makes up. */
const own = {
  trunk: `t${randomBytes(12).toString('hex')}`,
  turn: `u${randomBytes(12).toString('hex')}`,
  metrics: `m${randomBytes(12).toString('hex')}`,
};

let centre: LaunchedCentre;
let data: string;
/** Every secret of this centre, by its name. */
let secrets: Record<string, string>;

beforeAll(async () => {
  centre = await LaunchedCentre.prepare({
    env: {
      CAUCE_TRUNK: `sip:linea:${own.trunk}@192.0.2.1:5060`,
      CAUCE_TURN: `turn:linea:${own.turn}@192.0.2.2:3478`,
      CAUCE_METRICS_TOKEN: own.metrics,
    },
  });
  await centre.start();
  // So that everything has had something to say.
  await centre.logIn('supervisor');
  data = dirname(centre.run);
  const made = (name: string) => readFileSync(join(data, 'secrets', name), 'utf8').trim();
  secrets = {
    ...own,
    ari: made('ari'),
    redis: made('redis'),
    superuser: made('postgres'),
    owner: made('postgres-owner'),
    application: made('postgres-app'),
    demo: made('demo-password'),
  };
}, 120_000);
afterAll(() => centre.end());

/** Names of the secrets that stand in a text. */
const foundIn = (text: string): string[] =>
  Object.keys(secrets).filter(name => text.includes(secrets[name] ?? '?'));

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

test.each([
  ['calls', ['ari', 'application']],
  ['web', ['turn', 'metrics', 'redis', 'application']],
  ['worker', ['ari', 'redis', 'application', 'demo']],
  ['asterisk', []],
  ['redis', []],
  ['postgres', []],
] as const)('the environment of %s holds its own secrets and no other', (name, wanted) => {
  const text = readFileSync(`/proc/${centre.pids()[name]}/environ`, 'utf8');
  expect(foundIn(text).sort()).toEqual([...wanted].sort());
  const env = Object.fromEntries(text.split('\0').map(line => [line.split('=')[0] ?? '', line]));
  const handed = Object.keys(SECRETS).filter(variable => variable in env);
  if (wanted.length === 0) expect(handed).toEqual([]);
  else
    expect(Object.keys(environmentOf(name as ProcessName, env)).sort()).toEqual(
      Object.keys(env).filter(Boolean).sort(),
    );
});

test('no command line and no log tells a secret', () => {
  for (const [name, pid] of Object.entries(centre.pids()))
    expect(foundIn(readFileSync(`/proc/${pid}/cmdline`, 'utf8')), name).toEqual([]);
  const logs = [...filesBelow(join(data, 'log'))];
  expect(logs.map(path => relative(data, path))).toEqual(
    expect.arrayContaining(['log/migrate.log', 'log/web.log']),
  );
  for (const path of logs) expect(foundIn(readFileSync(path, 'utf8')), path).toEqual([]);
  // The demo's password is shown once, to whoever starts it.
  expect(foundIn(centre.launcher.output)).toEqual(['demo']);
});

test('a file that holds a secret is read by its owner alone, and is one of few', () => {
  const holding = [...filesBelow(data)].filter(path => foundIn(readFileSync(path, 'latin1')).length > 0);
  expect(holding.map(path => relative(data, path)).sort()).toEqual(
    [
      'asterisk/etc/ari.conf',
      'asterisk/etc/pjsip.conf',
      'redis/redis.conf',
      ...['ari', 'demo-password', 'postgres', 'postgres-app', 'postgres-owner', 'redis'].map(
        name => `secrets/${name}`,
      ),
    ].sort(),
  );
  for (const path of [...holding, ...filesBelow(join(data, 'secrets'))])
    expect(statSync(path).mode & 0o077, path).toBe(0);
  expect(statSync(join(data, 'secrets')).mode & 0o077).toBe(0);
});

test('the three processes work as the role that owns nothing', async () => {
  const client = new pg.Client({ connectionString: centre.postgres.url });
  await client.connect();
  const { rows } = await client.query(
    `select distinct usename from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  await client.end();
  expect(rows).toEqual([{ usename: 'cauce_app' }]);
});
