import { join } from 'node:path';
import { SERVER_KEY_BYTES } from '../config/inner.ts';
import type { Settings } from '../config.ts';
import { ariUrl, asteriskAddressOf, asteriskOfSettings, trunkAddressOf } from './asterisk-instance.ts';
import type { Errand } from './errand.ts';
import { keptPorts } from './kept-ports.ts';
import { asteriskProgram } from './part-asterisk.ts';
import { createCluster, databasePasswords, postgresProgram, postgresUrls } from './part-postgres.ts';
import { redisProgram } from './part-redis.ts';
import { migration, ROLES, roleProgram } from './part-role.ts';
import type { Program } from './program.ts';
import type { Progress } from './progress.ts';
import { provisionAsterisk } from './provision-asterisk.ts';
import { provisionPostgres } from './provision-postgres.ts';
import { provisionRedis } from './provision-redis.ts';
import type { Secrets } from './secrets.ts';

/** Everything that runs on this machine, in the order of starting; stopping is the reverse. */
export type Centre = {
  readonly parts: readonly Program[];
  /** Prepares the database for the roles, which wait for it. */
  readonly migration: Errand;
  readonly roles: readonly Program[];
  /** UDP port of the customers' telephone that can be rung back (`npm run call -- --listen`). */
  readonly demoLinePort: number;
};

/** Provisions the parts that have no address in the environment, and describes all programs to run. */
export async function describeCentre(
  settings: Settings,
  runFolder: string,
  sockets: string,
  secrets: Secrets,
  progress: Progress,
): Promise<Centre> {
  const ports = await keptPorts(runFolder, ['asterisk', 'redis', 'postgres', 'demo-line']);
  const demoLinePort = Number(process.env.CAUCE_DEMO_LINE_PORT || ports['demo-line']);
  const [asterisk, redis, postgres] = await Promise.all([
    ownAsterisk(settings, sockets, secrets, ports.asterisk, progress),
    ownRedis(settings, secrets, ports.redis, progress),
    ownPostgres(settings, sockets, secrets, ports.postgres, progress),
  ]);
  const asteriskUrl = asterisk?.url ?? process.env.CAUCE_ASTERISK_URL ?? '';
  const roleSockets = { calls: join(sockets, 'calls.sock'), worker: join(sockets, 'worker.sock') };
  // Each process is handed its part of this, see variables.ts.
  const handed = {
    CAUCE_APP_DIR: settings.appDir,
    CAUCE_DATA_DIR: settings.dataDir,
    CAUCE_SERVER_KEY_FILE: secrets.keyFile('server.key', SERVER_KEY_BYTES),
    CAUCE_DEMO_LINE_PORT: String(demoLinePort),
    CAUCE_TRUNK_ADDRESS: trunkAddressOf(settings.trunk),
    CAUCE_ASTERISK_URL: asteriskUrl,
    CAUCE_ASTERISK_ADDRESS: asteriskAddressOf(asteriskUrl),
    CAUCE_REDIS_URL: redis?.url ?? process.env.CAUCE_REDIS_URL ?? '',
    CAUCE_DATABASE_URL: postgres?.urls.application ?? process.env.CAUCE_DATABASE_URL ?? '',
    CAUCE_DATABASE_OWNER_URL: postgres?.urls.owner ?? process.env.CAUCE_DATABASE_OWNER_URL ?? '',
    // The superuser of somebody else's cluster is not our affair.
    CAUCE_DATABASE_ADMIN_URL: postgres?.urls.admin ?? '',
    CAUCE_INNER_URL: `unix:${roleSockets.calls}`,
    CAUCE_WORKER_SOCKET: roleSockets.worker,
    ...(settings.demo ? { CAUCE_DEMO_PASSWORD: demoPassword(settings, secrets) } : {}),
  };
  const parts = [postgres, redis, asterisk].flatMap(part => (part === null ? [] : [part.program]));
  const roles = ROLES.map(role => roleProgram(role, settings, runFolder, roleSockets, handed));
  return { parts, migration: migration(settings, handed), roles, demoLinePort };
}

/** The password of the demo log-ins: the chosen one, or a random one that is kept. */
export function demoPassword(settings: Settings, secrets: Secrets): string {
  if (settings.demoPassword !== null) secrets.keep('demo-password', settings.demoPassword);
  return secrets.password('demo-password', DEMO_PASSWORD_BYTES);
}

/** 40 random bits: short enough to type, and log-ins are throttled. */
const DEMO_PASSWORD_BYTES = 5;

async function ownAsterisk(
  settings: Settings,
  sockets: string,
  secrets: Secrets,
  ariPort: number,
  progress: Progress,
) {
  if (process.env.CAUCE_ASTERISK_URL) return null;
  const options = asteriskOfSettings(settings);
  const instance = join(settings.dataDir, 'asterisk');
  const ariPassword = secrets.password('ari');
  const program = asteriskProgram(await provisionAsterisk(options.templates, progress), {
    ...options,
    instance,
    sockets,
    logs: join(settings.dataDir, 'log'),
    ariPort,
    ariPassword,
  });
  return { program, url: ariUrl(ariPort, ariPassword) };
}

async function ownRedis(settings: Settings, secrets: Secrets, port: number, progress: Progress) {
  if (process.env.CAUCE_REDIS_URL) return null;
  const password = secrets.password('redis');
  const folder = join(settings.dataDir, 'redis');
  const logs = join(settings.dataDir, 'log');
  const program = redisProgram(await provisionRedis(progress), { folder, logs, port, password });
  return { program, url: `redis://:${password}@127.0.0.1:${port}` };
}

async function ownPostgres(
  settings: Settings,
  sockets: string,
  secrets: Secrets,
  port: number,
  progress: Progress,
) {
  if (process.env.CAUCE_DATABASE_URL) return null;
  const folder = join(settings.dataDir, 'postgres');
  const logs = join(settings.dataDir, 'log');
  const options = { folder, logs, sockets, port, passwords: databasePasswords(secrets) };
  const provisioned = await provisionPostgres(settings.appDir, progress);
  await createCluster(provisioned, options);
  return { program: postgresProgram(provisioned, options), urls: postgresUrls(options) };
}
