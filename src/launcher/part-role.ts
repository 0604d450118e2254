import { existsSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import type { Settings } from '../config.ts';
import type { Program } from './program.ts';

export const ROLES = ['calls', 'web', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const PROBE_WITHIN_MS = 2_000;

/** What of our own environment a role may see; npm's variables would make every start look different. */
const PASSED_ON = /^(CAUCE_|LC_|NODE_)|^(PATH|HOME|LANG|TZ)$/;
/** Meant for the launcher itself. */
const NOT_PASSED_ON = new Set(['CAUCE_CACHE']);

/** Calls give way to nobody; pages come before the jobs. */
const NICENESS: Readonly<Record<Role, number>> = { calls: 0, web: 3, worker: 10 };

/** The compiled program of all roles. */
function mainProgram(appDir: string): string {
  return join(appDir, '.runtime', 'build', 'main.js');
}

/** One of our own processes as a program to run. */
export function roleProgram(
  role: Role,
  settings: Settings,
  runFolder: string,
  inner: Readonly<Record<string, string>>,
): Program {
  const main = mainProgram(settings.appDir);
  const readyFile = join(runFolder, `${role}.ready`);
  const outer = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && PASSED_ON.test(entry[0]) && !NOT_PASSED_ON.has(entry[0]),
  );
  const env = { ...Object.fromEntries(outer), NODE_ENV: 'production', ...inner };
  return {
    name: role,
    command: process.execPath,
    args: ['--enable-source-maps', main, '--role', role],
    env,
    cwd: settings.appDir,
    madeFrom: readFileSync(main, 'utf8'),
    logFile: join(settings.dataDir, 'log', `${role}.log`),
    niceness: NICENESS[role],
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
    readyWithinMs: READY_WITHIN_MS,
    beforeStart: () => rmSync(readyFile, { force: true }),
    isReady: async () => existsSync(readyFile) && (role !== 'web' || answersHealth(settings)),
  };
}

function answersHealth(settings: Settings): Promise<boolean> {
  const options = {
    host: settings.bind === '0.0.0.0' ? '127.0.0.1' : settings.bind,
    port: settings.httpPort,
    path: '/health/ready',
    timeout: PROBE_WITHIN_MS,
    agent: false,
    // The certificate names the public host; we ask our own process by its address.
    rejectUnauthorized: false,
  };
  return new Promise(answer => {
    const probe = (settings.tls === null ? httpRequest : httpsRequest)(options, response => {
      response.resume();
      answer(response.statusCode === 200);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => answer(false));
    probe.end();
  });
}
