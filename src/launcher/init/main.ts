import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_KEY_BYTES } from '../../config/inner.ts';
import { readSettings, type Settings } from '../../config.ts';
import { EnvironmentReader } from '../../kit/environment.ts';
import { webAddress } from '../announce.ts';
import {
  type AsteriskOptions,
  ariUrl,
  asteriskAddressOf,
  asteriskOfSettings,
  trunkAddressOf,
} from '../asterisk-instance.ts';
import { demoPassword } from '../centre.ts';
import { DATABASE, databasePasswords, databaseUrls } from '../part-postgres.ts';
import { redisRules } from '../part-redis.ts';
import { toScreen } from '../progress.ts';
import { Secrets } from '../secrets.ts';
import { environmentOf, PROCESSES, type ProcessName } from '../variables.ts';
import { renderAsterisk } from './asterisk-volume.ts';
import {
  ASTERISK,
  ENVIRONMENT_FILE,
  HANDED,
  INNER_SOCKETS,
  POSTGRES_SECRET,
  POSTGRES_SOCKETS,
  SECRETS,
  USERS,
  VALKEY_CONFIG,
  VALKEY_DATA,
  VALKEY_SOCKETS,
} from './places.ts';
import { environmentFile } from './role-environment.ts';

/** Half of its container's memory: a rewrite of its file may need as much again. Full, it refuses jobs, and they wait. */
const VALKEY_MEMORY = '384mb';

/**
 * The first container of `docker compose up`. It makes the secrets, once, and renders the configuration into
 * volumes: each file is readable only by the user of the container that needs it. Then it ends, and the others start.
 */
try {
  prepare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function prepare(): void {
  const settings = readSettings(process.env);
  const reader = new EnvironmentReader(process.env);
  const ariPort = reader.port('CAUCE_ARI_PORT', 8088);
  reader.end();

  const secrets = new Secrets(SECRETS);
  const ariPassword = secrets.password('ari');
  const redisPassword = secrets.password('redis');
  const databases = databasePasswords(secrets);
  const urls = databaseUrls(databases, `localhost/${DATABASE}?host=${POSTGRES_SOCKETS}`);
  const asteriskUrl = ariUrl(ariPort, ariPassword);
  const serverKey = readFileSync(secrets.keyFile('server.key', SERVER_KEY_BYTES));
  const password = settings.demo ? demoPassword(settings, secrets) : null;
  for (const name of PROCESSES) {
    handOver(name, serverKey, {
      CAUCE_ASTERISK_URL: asteriskUrl,
      CAUCE_ASTERISK_ADDRESS: asteriskAddressOf(asteriskUrl),
      CAUCE_TRUNK_ADDRESS: trunkAddressOf(settings.trunk),
      CAUCE_REDIS_URL: `redis://:${redisPassword}@localhost?path=${VALKEY_SOCKETS}/valkey.sock`,
      CAUCE_DATABASE_URL: urls.application,
      CAUCE_DATABASE_OWNER_URL: urls.owner,
      CAUCE_DATABASE_ADMIN_URL: urls.admin,
      CAUCE_INNER_URL: `unix:${INNER_SOCKETS}/calls.sock`,
      CAUCE_SERVER_KEY_FILE: join(HANDED[name], 'server.key'),
      ...(password === null ? {} : { CAUCE_DEMO_PASSWORD: password }),
    });
  }
  // Where the administrator looks it up, in the container that has it anyway.
  if (password !== null) keepFor(USERS.roles, join(HANDED.worker, 'demo-password'), password);

  // Before, all of our own processes read this folder.
  rmSync(join(SECRETS, 'roles.env'), { force: true });
  give(SECRETS, 0o700, 0);
  give(INNER_SOCKETS, 0o700, USERS.roles);
  give(POSTGRES_SECRET, 0o700, USERS.postgres);
  keepFor(USERS.postgres, join(POSTGRES_SECRET, 'password'), databases.admin);
  give(POSTGRES_SOCKETS, 0o755, USERS.postgres);
  give(VALKEY_CONFIG, 0o700, USERS.valkey);
  keepFor(USERS.valkey, join(VALKEY_CONFIG, 'password'), redisPassword);
  keepFor(USERS.valkey, join(VALKEY_CONFIG, 'valkey.conf'), valkeyConfiguration(redisPassword));
  give(VALKEY_SOCKETS, 0o755, USERS.valkey);
  give(VALKEY_DATA, 0o700, USERS.valkey);
  give(ASTERISK, 0o700, USERS.asterisk);

  // From here on as the user of Asterisk, so that all of its folder is that user's from the first moment.
  process.setgroups?.([]);
  process.setgid?.(USERS.asterisk);
  process.setuid?.(USERS.asterisk);
  const isNew = renderAsterisk(asteriskOptions(settings, ariPort, ariPassword));
  announce(settings, isNew);
}

/** Writes what one of our own processes is handed into its volume. */
function handOver(name: ProcessName, serverKey: Buffer, values: Readonly<Record<string, string>>): void {
  give(HANDED[name], 0o700, USERS.roles);
  const handed = environmentOf(name, values);
  keepFor(USERS.roles, join(HANDED[name], ENVIRONMENT_FILE), environmentFile(handed));
  if ('CAUCE_SERVER_KEY_FILE' in handed) keepFor(USERS.roles, join(HANDED[name], 'server.key'), serverKey);
}

/** A folder of one container's user. Asked of every volume at every run: a restored one may belong to anybody. */
function give(folder: string, mode: number, user: number): void {
  chmodSync(folder, mode);
  chownSync(folder, user, user);
}

function keepFor(user: number, path: string, content: string | Buffer): void {
  writeFileSync(path, typeof content === 'string' ? `${content}\n` : content, { mode: 0o600 });
  // The mode above counts for a new file only.
  chmodSync(path, 0o600);
  chownSync(path, user, user);
}

/**
 * Valkey speaks Redis's protocol and reads its configuration. It has no network: anyone who knows the password and mounts the
 * folder of the socket reaches it.
 */
function valkeyConfiguration(password: string): string {
  const place = [
    'port 0',
    `maxmemory ${VALKEY_MEMORY}`,
    `unixsocket ${VALKEY_SOCKETS}/valkey.sock`,
    'unixsocketperm 777',
  ];
  return [...place, ...redisRules(VALKEY_DATA, password)].join('\n');
}

function asteriskOptions(settings: Settings, ariPort: number, ariPassword: string): AsteriskOptions {
  return {
    ...asteriskOfSettings(settings),
    home: {
      modules: '/usr/lib/asterisk-modules',
      programs: '/usr/sbin',
      data: '/usr/share/asterisk',
    },
    instance: ASTERISK,
    sockets: join(ASTERISK, 'run'),
    logs: join(ASTERISK, 'log'),
    ariPort,
    ariPassword,
  };
}

/** No password is printed here: what a container prints is kept by Docker for long. */
function announce(settings: Settings, isNew: boolean): void {
  if (isNew) toScreen('Configuración de la central escrita.', 'The configuration of Asterisk is written.');
  else
    toScreen('La configuración de la central no ha cambiado.', 'The configuration of Asterisk is as it was.');
  toScreen(`  Web       ${webAddress(settings)}`, '');
  toScreen(`  Teléfono  sip:*626@${settings.mediaAddress}:${settings.sipPort}`, 'telephone');
  if (settings.demo) {
    toScreen(
      `  Clave de las entradas de prueba: docker compose exec worker cat ${HANDED.worker}/demo-password`,
      'password of the demo log-ins',
    );
  } else {
    toScreen(
      `  Primer administrador: docker compose exec web cat ${join(settings.dataDir, 'run', 'admin-link')}`,
      'one-time link of the first administrator',
    );
  }
}
