import { parseArgs } from 'node:util';
import {
  readCallsConfig,
  readMigrateConfig,
  readWebConfig,
  readWorkerConfig,
  type Settings,
} from './config.ts';
import type { Environment } from './kit/environment.ts';
import { type Log, makeLog } from './kit/log.ts';
import { runCalls } from './roles/calls.ts';
import { runMigrate } from './roles/migrate.ts';
import { runWeb } from './roles/web.ts';
import { runWorker } from './roles/worker.ts';

type Running = { stop(): Promise<void> };

/** The three processes of one source (design decision 11), and the one that prepares the database for them and ends. */
const ROLES: Record<string, (name: string) => Promise<Running | undefined>> = {
  calls: name => begin(name, readCallsConfig, runCalls),
  web: name => begin(name, readWebConfig, runWeb),
  worker: name => begin(name, readWorkerConfig, runWorker),
  migrate: name =>
    begin(name, readMigrateConfig, async (config, log) => {
      await runMigrate(config, log);
      return undefined;
    }),
};

/** A role that does not end by itself in this time is ended, ms. */
const STOP_LIMIT_MS = 8_000;

const { values } = parseArgs({ options: { role: { type: 'string', default: '' } } });
let running: Running | undefined;

try {
  const role = ROLES[values.role];
  if (!role) throw new Error(`--role ${values.role}? It is one of ${Object.keys(ROLES).join(', ')}.`);
  running = await role(values.role);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Reads what this role, and no other one, is handed, and runs with it. */
function begin<Config extends Pick<Settings, 'logLevel'>, Result>(
  name: string,
  read: (env: Environment) => Config,
  run: (config: Config, log: Log) => Promise<Result>,
): Promise<Result> {
  const config = read(process.env);
  const log = makeLog(name, config.logLevel);
  process.on('unhandledRejection', error => log.error({ err: error }, 'unhandled'));
  return run(config, log);
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping || !running) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void running.stop().then(() => process.exit(0));
  });
}
