import { createConnection } from 'node:net';
import { join } from 'node:path';
import { makeFolder, writeOwned } from './folders.ts';
import type { Program } from './program.ts';
import type { ProvisionedRedis } from './provision-redis.ts';
import { ROUND_MS } from './pulse.ts';

export type RedisOptions = {
  readonly folder: string;
  readonly logs: string;
  readonly port: number;
  readonly password: string;
};

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
const PROBE_WITHIN_MS = 1_000;

/** Redis as a program to run: on loopback with a password, every write handed to the system before it is answered. */
export function redisProgram(provisioned: ProvisionedRedis, options: RedisOptions): Program {
  const file = join(options.folder, 'redis.conf');
  const env: Record<string, string> = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' };
  if (provisioned.libraries !== null) env.LD_LIBRARY_PATH = provisioned.libraries;
  return {
    name: 'redis',
    command: provisioned.command,
    args: [file],
    env,
    cwd: options.folder,
    madeFrom: configuration(options),
    logFile: join(options.logs, 'redis.log'),
    rank: 'records',
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
    readyWithinMs: READY_WITHIN_MS,
    beforeStart: () => {
      makeFolder(options.folder);
      writeOwned(file, configuration(options));
    },
    isReady: () => answersPing(options.port, options.password, PROBE_WITHIN_MS),
    // The file has every write that was answered, so a restart costs nothing but a second.
    pulse: { feel: () => answersPing(options.port, options.password, ROUND_MS), whenLost: 'restart' },
  };
}

function configuration(options: RedisOptions): string {
  const place = ['bind 127.0.0.1', `port ${options.port}`];
  return [...place, ...redisRules(options.folder, options.password), ''].join('\n');
}

/**
 * Lines of configuration that hold wherever Redis listens. `noeviction`: a job that is thrown away for lack of
 * memory would be a lost deadline. `everysec`: what is answered was written to the file and outlives Redis; a machine
 * that loses its power may lose the last second of it, and the worker adds again what the outbox has and Redis has not
 * (adapters/jobs). On disk before each answer was a third of what Redis cost.
 */
export function redisRules(folder: string, password: string): readonly string[] {
  return [
    `requirepass ${password}`,
    `dir "${folder}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    'logfile ""',
  ];
}

/** PONG comes only when the stored data are loaded. */
function answersPing(port: number, password: string, withinMs: number): Promise<boolean> {
  return new Promise(answer => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let heard = '';
    const finish = (isReady: boolean) => {
      socket.destroy();
      answer(isReady);
    };
    socket.setTimeout(withinMs, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => answer(false));
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', chunk => {
      heard += chunk;
      if (heard.includes('+PONG')) finish(true);
      else if (heard.includes('-')) finish(false);
    });
  });
}
