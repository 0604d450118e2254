import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSettings } from '../../src/config.ts';
import { ariUrl, asteriskOfSettings, type BenchText } from '../../src/launcher/asterisk-instance.ts';
import { makeFolder } from '../../src/launcher/folders.ts';
import { asteriskProgram } from '../../src/launcher/part-asterisk.ts';
import {
  createCluster,
  type DatabaseUrls,
  databasePasswords,
  postgresProgram,
  postgresUrls,
} from '../../src/launcher/part-postgres.ts';
import { redisProgram } from '../../src/launcher/part-redis.ts';
import { freePort, freeRange } from '../../src/launcher/ports.ts';
import { isAlive, type ProcessIdentity, signal, untilGone } from '../../src/launcher/process-identity.ts';
import { launch, type Program, stop, untilReady } from '../../src/launcher/program.ts';
import { type Progress, silent } from '../../src/launcher/progress.ts';
import { provisionAsterisk } from '../../src/launcher/provision-asterisk.ts';
import { provisionPostgres } from '../../src/launcher/provision-postgres.ts';
import { provisionRedis } from '../../src/launcher/provision-redis.ts';
import { runCommand } from '../../src/launcher/run-command.ts';
import { Secrets } from '../../src/launcher/secrets.ts';
import { socketFolder } from '../../src/launcher/socket-folder.ts';

/**
 * Real parts for tests and the bench: each on free ports, in a folder of its own, without a supervisor. Whoever
 * starts one stops it. Under root they run as the service user; the folder must be reachable for that user.
 */
export type RunningPart = {
  readonly pid: number;
  /** Ends it in order; answers when the process is gone. */
  stop(): Promise<void>;
  /** `kill -9`; answers when the process is gone. */
  kill9(): Promise<void>;
  /** Starts it again after `stop` or `kill9`, with the same ports, folder and passwords. */
  restart(): Promise<void>;
  isAlive(): boolean;
};

export type RunningAsterisk = RunningPart & {
  /** `http://user:password@127.0.0.1:port`, ARI and SIP over WebSocket. */
  readonly ariUrl: string;
  readonly sipPort: number;
  /** First and last UDP port of the voice, both included. */
  readonly rtpPorts: readonly [number, number];
  readonly spool: string;
  /** What it speaks with in Spanish: `digits/2.wav`, `cauce/bienvenida.wav`. */
  readonly sounds: string;
};
export type RunningRedis = RunningPart & { readonly url: string };
export type RunningPostgres = RunningPart & {
  /** The superuser's way in. The other roles are there when somebody has prepared the database. */
  readonly url: string;
  readonly urls: DatabaseUrls;
};

export type AsteriskPart = {
  readonly dir: string;
  readonly appDir?: string;
  readonly promptsDir?: string;
  readonly nodeName?: string;
  readonly sipPort?: number;
  readonly demo?: boolean;
  readonly trunk?: string | null;
  readonly bench?: BenchText | null;
  readonly fallbackAfterSeconds?: number;
  /** Neighbouring UDP ports for voice, two for each leg; the bench needs more than the tests. */
  readonly rtpPortCount?: number;
  /** Where voice is sent; 127.0.0.1 unless it is said. */
  readonly mediaAddress?: string;
  readonly progress?: Progress;
};
export type StorePart = { readonly dir: string; readonly appDir?: string; readonly progress?: Progress };

/** How many neighbouring ports a test's Asterisk has for voice: 100 legs. */
const RTP_PORTS = 200;

export async function startAsterisk(part: AsteriskPart): Promise<RunningAsterisk> {
  const dir = makeFolder(resolve(part.dir));
  const appDir = resolve(part.appDir ?? process.env.CAUCE_APP_DIR ?? '.');
  const usual = asteriskOfSettings(readSettings({ CAUCE_APP_DIR: appDir }));
  const provisioned = await provisionAsterisk(usual.templates, part.progress ?? silent);
  const rtpPortCount = part.rtpPortCount ?? RTP_PORTS;
  const rtpFrom = await freeRange(rtpPortCount);
  const rtpPorts = [rtpFrom, rtpFrom + rtpPortCount - 1] as const;
  const ariPort = await freePort();
  const sipPort = part.sipPort ?? (await freePort());
  const ariPassword = new Secrets(join(dir, 'secrets')).password('ari');
  const program = asteriskProgram(provisioned, {
    ...usual,
    instance: join(dir, 'asterisk'),
    sockets: socketFolder(dir),
    logs: join(dir, 'log'),
    nodeName: part.nodeName ?? usual.nodeName,
    sipPort,
    ariPort,
    ariPassword,
    rtpPorts,
    mediaAddress: part.mediaAddress ?? usual.mediaAddress,
    trunk: part.trunk ?? null,
    demo: part.demo ?? true,
    promptsDir: resolve(part.promptsDir ?? usual.promptsDir),
    bench: part.bench ?? null,
    fallbackAfterSeconds: part.fallbackAfterSeconds ?? usual.fallbackAfterSeconds,
  });
  const handle = await run(program);
  return extend(handle, {
    ariUrl: ariUrl(ariPort, ariPassword),
    sipPort,
    rtpPorts,
    spool: join(dir, 'asterisk', 'spool'),
    sounds: join(dir, 'asterisk', 'data', 'sounds', 'es'),
  });
}

export async function startRedis(part: StorePart): Promise<RunningRedis> {
  const dir = makeFolder(resolve(part.dir));
  const provisioned = await provisionRedis(part.progress ?? silent);
  const port = await freePort();
  const password = new Secrets(join(dir, 'secrets')).password('redis');
  const handle = await run(
    redisProgram(provisioned, { folder: join(dir, 'redis'), logs: join(dir, 'log'), port, password }),
  );
  return extend(handle, { url: `redis://:${password}@127.0.0.1:${port}` });
}

/** Names the folder of an empty cluster and its passwords (cluster-template.ts): a copy takes less than a new one. */
export const CLUSTER_TEMPLATE = 'CAUCE_TEST_CLUSTER';

/** A cluster that does not run yet, with its passwords beside it. */
export async function makeCluster(part: StorePart) {
  const dir = makeFolder(resolve(part.dir));
  const appDir = resolve(part.appDir ?? process.env.CAUCE_APP_DIR ?? '.');
  const provisioned = await provisionPostgres(appDir, part.progress ?? silent);
  const template = process.env[CLUSTER_TEMPLATE];
  if (template && !existsSync(join(dir, 'secrets'))) await runCommand('cp', ['-a', `${template}/.`, dir]);
  const options = {
    folder: join(dir, 'postgres'),
    logs: join(dir, 'log'),
    sockets: socketFolder(dir),
    port: await freePort(),
    passwords: databasePasswords(new Secrets(join(dir, 'secrets'))),
  };
  await createCluster(provisioned, options);
  return { provisioned, options };
}

export async function startPostgres(part: StorePart): Promise<RunningPostgres> {
  const { provisioned, options } = await makeCluster(part);
  const handle = await run(postgresProgram(provisioned, options));
  const urls = postgresUrls(options);
  return extend(handle, { url: urls.admin, urls });
}

/** Adds fields and keeps `pid` the getter that it is. */
function extend<Fields extends object>(part: RunningPart, fields: Fields): RunningPart & Fields {
  return Object.assign(part, fields);
}

async function run(program: Program): Promise<RunningPart> {
  let running: ProcessIdentity = launch(program);
  const begin = async () => {
    try {
      await untilReady(program, running);
    } catch (cause) {
      await stop(program, running);
      throw cause;
    }
  };
  await begin();
  return {
    get pid() {
      return running.pid;
    },
    async stop() {
      await stop(program, running);
    },
    async kill9() {
      signal(running, 'SIGKILL');
      await untilGone(running, Number.POSITIVE_INFINITY);
    },
    async restart() {
      running = launch(program);
      await begin();
    },
    isAlive: () => isAlive(running),
  };
}
