import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from '../../src/adapters/postgres/prepare.ts';
import { asteriskAddressOf } from '../../src/launcher/asterisk-instance.ts';
import { makeFolder } from '../../src/launcher/folders.ts';
import { freePort } from '../../src/launcher/ports.ts';
import { environmentOf } from '../../src/launcher/variables.ts';
import {
  type RunningAsterisk,
  type RunningPostgres,
  type RunningRedis,
  startAsterisk,
  startPostgres,
  startRedis,
} from '../kit/own-parts.ts';
import { RunningProcess } from '../kit/processes.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { Desk } from './desk.ts';
import type { SmallDisk } from './small-disk.ts';

export type RoleName = 'calls' | 'web' | 'worker';

/** A whole centre on real parts: Asterisk, Redis, PostgreSQL and the three processes, as in production. */
export interface CentreWorld {
  readonly dir: string;
  readonly asterisk: RunningAsterisk;
  readonly redis: RunningRedis;
  readonly postgres: RunningPostgres;
  readonly sipPort: number;
  readonly webUrl: string;
  readonly password: string;
  /** Where a customer's telephone is rung back. */
  readonly demoLinePort: number;
  /** A person at the API. The first log-in accepts the confidentiality text. */
  logIn(username: string, password?: string): Promise<Desk>;
  role(name: RoleName): RunningProcess;
  /** `kill -9`, as a crash does it. */
  kill(name: RoleName): Promise<void>;
  /** Starts a role again; `disk` is one that it alone sees, with its `run` folder where the others look for it. */
  start(name: RoleName, how?: { env?: Record<string, string>; disk?: SmallDisk }): Promise<void>;
  stop(): Promise<void>;
}

export interface CentreOptions {
  /** Environment of the roles, beside what they need. */
  readonly env?: Record<string, string>;
  /** Folder of flows instead of the product's. */
  readonly flowsDir?: string;
  readonly rtpPortCount?: number;
  /** Where voice is sent, an address of this machine; 127.0.0.1 unless it is said. */
  readonly mediaAddress?: string;
}

const APP = process.env.CAUCE_APP_DIR ?? process.cwd();
const MAIN = join(APP, '.runtime', 'build', 'main.js');

export async function startCentre(options: CentreOptions = {}): Promise<CentreWorld> {
  if (!existsSync(MAIN)) throw new Error('not compiled: run the tests with `npm test`');
  // Root's parts run as the service user, who has to get there.
  const dir = makeFolder(mkdtempSync(join(tmpdir(), 'cauce-centre-')));
  const data = join(dir, 'data');
  mkdirSync(join(data, 'run'), { recursive: true });
  const [asterisk, redis, postgres] = await Promise.all([
    startAsterisk({
      dir: join(dir, 'asterisk'),
      demo: true,
      rtpPortCount: options.rtpPortCount ?? 200,
      ...(options.mediaAddress ? { mediaAddress: options.mediaAddress } : {}),
    }),
    startRedis({ dir: join(dir, 'redis') }),
    startPostgres({ dir: join(dir, 'postgres') }),
  ]);
  const [httpPort, demoLinePort] = await Promise.all([freePort(), freePort()]);
  const password = randomBytes(9).toString('base64url');
  const keyFile = join(dir, 'server.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  const env = {
    CAUCE_APP_DIR: APP,
    CAUCE_DATA_DIR: data,
    CAUCE_HTTP_PORT: String(httpPort),
    CAUCE_SIP_PORT: String(asterisk.sipPort),
    CAUCE_RTP_PORTS: asterisk.rtpPorts.join('-'),
    CAUCE_DEMO: '1',
    CAUCE_DEMO_PASSWORD: password,
    CAUCE_DEMO_LINE_PORT: String(demoLinePort),
    CAUCE_SERVER_KEY_FILE: keyFile,
    CAUCE_ASTERISK_URL: asterisk.ariUrl,
    CAUCE_ASTERISK_ADDRESS: asteriskAddressOf(asterisk.ariUrl),
    CAUCE_REDIS_URL: redis.url,
    CAUCE_DATABASE_URL: postgres.urls.application,
    CAUCE_INNER_URL: `unix:${join(dir, 'calls.sock')}`,
    ...(options.mediaAddress ? { CAUCE_MEDIA_ADDRESS: options.mediaAddress } : {}),
    ...(options.flowsDir ? { CAUCE_FLOWS_DIR: options.flowsDir } : {}),
    ...options.env,
  };
  const roles = new Map<RoleName, RunningProcess>();
  const webUrl = `http://127.0.0.1:${httpPort}`;

  async function start(
    name: RoleName,
    { env: more = {}, disk }: { env?: Record<string, string>; disk?: SmallDisk } = {},
  ): Promise<void> {
    const readyFile = join(data, 'run', `${name}.ready`);
    rmSync(readyFile, { force: true });
    const node = process.execPath;
    const args = ['--enable-source-maps', MAIN, '--role', name];
    const command = disk?.command(node, args, { run: join(data, 'run') }) ?? ([node, args] as const);
    const role = new RunningProcess(...command, {
      cwd: APP,
      env: environmentOf(name, { ...env, ...more }),
      echo: process.env.CAUCE_TEST_ECHO === '1',
    });
    roles.set(name, role);
    await waitUntil(() => existsSync(readyFile) || role.isOver, { what: `${name} is ready`, within: 60_000 });
    if (role.isOver) throw new Error(`${name} ended at its start:\n${role.output.slice(-3_000)}`);
  }

  function role(name: RoleName): RunningProcess {
    const found = roles.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  }

  await prepareDatabase(postgres.urls);
  await Promise.all([start('worker'), start('web'), start('calls')]);
  return {
    dir,
    asterisk,
    redis,
    postgres,
    sipPort: asterisk.sipPort,
    webUrl,
    password,
    demoLinePort,
    logIn: (username, secret = password) => Desk.logIn(webUrl, username, secret),
    role,
    kill: name => role(name).kill9(),
    start,
    async stop() {
      await Promise.all([...roles.values()].map(each => each.stop()));
      await Promise.all([asterisk.stop(), redis.stop(), postgres.stop()]);
      if (!process.env.CAUCE_TEST_KEEP) rmSync(dir, { recursive: true, force: true });
    },
  };
}
