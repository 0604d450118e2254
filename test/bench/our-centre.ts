import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type Settings } from '../../src/config.ts';
import { describeCentre } from '../../src/launcher/centre.ts';
import { runErrand } from '../../src/launcher/errand.ts';
import { linkOwned, makeFolder, PUBLIC, writeOwned } from '../../src/launcher/folders.ts';
import { freePort, freeRange } from '../../src/launcher/ports.ts';
import type { ProcessIdentity } from '../../src/launcher/process-identity.ts';
import { launch, type Program, stop, untilReady } from '../../src/launcher/program.ts';
import { silent } from '../../src/launcher/progress.ts';
import { Secrets } from '../../src/launcher/secrets.ts';
import { socketFolder } from '../../src/launcher/socket-folder.ts';
import { RTP_PORTS } from './app-queue-side.ts';
import { INSPECTED } from './inspector.ts';
import { BENCH_FLOWS } from './our-flows.ts';

/** The whole product as `npm start` runs it, in a folder and on ports of its own. */
export interface OurCentre {
  readonly settings: Settings;
  readonly asteriskUrl: string;
  readonly databaseUrl: string;
  /** Process ids by name: postgres, redis, asterisk, calls, web, worker. */
  readonly processes: Map<string, number>;
  /** Starts our own three processes; the parts run already. */
  startRoles(): Promise<void>;
  /** Ends `calls` in order and starts it again with another way to Asterisk. */
  restartCalls(asteriskUrl: string): Promise<void>;
  stop(): Promise<void>;
}

/** What the log-ins of the demo centre open with during the bench; the folder is thrown away afterwards. */
export const BENCH_PASSWORD = 'figuras-medidas-aqui';
/** Where the ranges of the centres that run now begin: their ports are only taken while somebody calls. */
const ranges = new Set<number>();

async function ownRange(): Promise<number> {
  const from = await freeRange(RTP_PORTS);
  if ([...ranges].some(other => Math.abs(other - from) < RTP_PORTS)) return ownRange();
  ranges.add(from);
  return from;
}

export interface CentreOptions {
  /** The build that is run, else this one. */
  readonly appDir?: string;
  /** Our processes can be looked into (inspector.ts). */
  readonly inspected?: boolean;
}

/** Provisions and starts PostgreSQL, Redis and Asterisk; our own processes wait for `startRoles`. */
export async function startCentre(
  folder: string,
  { appDir: chosen = process.env.CAUCE_APP_DIR, inspected = false }: CentreOptions = {},
): Promise<OurCentre> {
  makeFolder(folder);
  const flows = makeFolder(join(folder, 'flows'), PUBLIC);
  const { flowsDir, appDir } = readSettings({ CAUCE_APP_DIR: chosen });
  for (const name of ['prompts', 'sin-ruta.yaml']) linkOwned(join(flowsDir, name), join(flows, name));
  for (const [name, text] of Object.entries(BENCH_FLOWS)) {
    writeOwned(join(flows, `${name}.yaml`), text, 0o644);
  }
  const rtpFrom = await ownRange();
  // The roles are handed the settings of this environment, as they are by the launcher.
  Object.assign(process.env, {
    CAUCE_APP_DIR: appDir,
    CAUCE_DATA_DIR: folder,
    CAUCE_FLOWS_DIR: flows,
    CAUCE_HTTP_PORT: String(await freePort()),
    CAUCE_SIP_PORT: String(await freePort()),
    CAUCE_RTP_PORTS: `${rtpFrom}-${rtpFrom + RTP_PORTS - 1}`,
    CAUCE_NODE_NAME: 'bench',
    CAUCE_DEMO: '1',
    CAUCE_DEMO_PASSWORD: BENCH_PASSWORD,
    CAUCE_LOG_LEVEL: 'info',
  });
  const settings = readSettings(process.env);
  const runFolder = makeFolder(join(folder, 'run'));
  const secrets = new Secrets(join(folder, 'secrets'));
  const centre = await describeCentre(settings, runFolder, socketFolder(folder), secrets, silent);
  const running = new Map<string, { program: Program; process: ProcessIdentity }>();
  const begin = async (program: Program) => {
    const process = launch(program);
    running.set(program.name, { program, process });
    await untilReady(program, process);
  };
  const end = async (name: string) => {
    const one = running.get(name);
    if (one) await stop(one.program, one.process);
    running.delete(name);
  };
  const endAll = async () => {
    for (const name of ['calls', 'web', 'worker', 'asterisk', 'redis', 'postgres']) await end(name);
    ranges.delete(rtpFrom);
  };
  try {
    await Promise.all(centre.parts.map(begin));
  } catch (error) {
    await endAll();
    throw error;
  }
  const asBuilt = isBeforeMigrate(appDir) ? centre.roles.map(role => asBefore(role, centre)) : centre.roles;
  const roles = inspected ? asBuilt.map(role => ({ ...role, args: [INSPECTED, ...role.args] })) : asBuilt;
  const environment: Readonly<Record<string, string>> = Object.assign({}, ...roles.map(({ env }) => env));
  return {
    settings,
    asteriskUrl: environment.CAUCE_ASTERISK_URL ?? '',
    databaseUrl: environment.CAUCE_DATABASE_URL ?? '',
    get processes() {
      return new Map([...running].map(([name, one]) => [name, one.process.pid]));
    },
    async startRoles() {
      if (roles.length === 0) throw new Error('the server is not built: run npm run bench');
      if (!isBeforeMigrate(appDir)) await runErrand(centre.migration);
      await Promise.all(roles.map(begin));
    },
    async restartCalls(asteriskUrl) {
      const calls = roles.find(program => program.name === 'calls');
      if (!calls) throw new Error('there is no role calls');
      await end('calls');
      await begin({ ...calls, env: { ...calls.env, CAUCE_ASTERISK_URL: asteriskUrl } });
    },
    stop: endAll,
  };
}

type Centre = Awaited<ReturnType<typeof describeCentre>>;

/** A build from before there was a process `migrate`: each of its processes reads all settings. */
const isBeforeMigrate = (appDir: string): boolean =>
  !existsSync(join(appDir, 'src', 'launcher', 'variables.ts'));

/** A role of such a build, whose worker makes the schema and so has all rights. */
function asBefore(role: Program, { roles, migration }: Centre): Program {
  const all = Object.assign({}, ...[...roles, migration].map(({ env }) => env));
  return { ...role, env: { ...all, ...role.env, CAUCE_DATABASE_URL: all.CAUCE_DATABASE_ADMIN_URL } };
}
