import { parseArgs } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { type Log, makeLog } from './kit/log.ts';
import { runCalls } from './roles/calls.ts';
import { runWeb } from './roles/web.ts';
import { runWorker } from './roles/worker.ts';

/** The three processes of one source (design decision 11). */
const ROLES: Record<string, (config: Config, log: Log) => Promise<{ stop(): Promise<void> }>> = {
  calls: runCalls,
  web: runWeb,
  worker: runWorker,
};

/** A role that does not end by itself in this time is ended, ms. */
const STOP_LIMIT_MS = 8_000;

const { values } = parseArgs({ options: { role: { type: 'string', default: 'all' } } });
const chosen = values.role === 'all' ? Object.keys(ROLES) : [values.role];
const running: { stop(): Promise<void> }[] = [];

try {
  const config = readConfig(process.env);
  const unhandled = makeLog(values.role, config.logLevel);
  process.on('unhandledRejection', error => unhandled.error({ err: error }, 'unhandled'));
  for (const name of chosen) {
    const role = ROLES[name];
    if (!role) throw new Error(`--role ${name}? It is one of ${Object.keys(ROLES).join(', ')}, all.`);
    running.push(await role(config, makeLog(name, config.logLevel)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void Promise.all(running.reverse().map(role => role.stop())).then(() => process.exit(0));
  });
}
