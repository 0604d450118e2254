import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config.ts';
import type { Environment } from '../kit/environment.ts';
import type { Words } from '../kit/errors.ts';
import { answersHttp, askJson, type Question } from './answers-http.ts';
import type { Errand } from './errand.ts';
import type { Rank } from './priority.ts';
import type { Program } from './program.ts';
import { ROUND_MS } from './pulse.ts';
import { environmentOf, type ProcessName } from './variables.ts';

export const ROLES = ['calls', 'web', 'worker'] as const;
export type Role = (typeof ROLES)[number];
/** Where `calls` and `worker` listen for our own processes. */
export type RoleSockets = Readonly<Record<'calls' | 'worker', string>>;

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const PROBE_WITHIN_MS = 2_000;

const RANK: Readonly<Record<Role, Rank>> = { calls: 'telephone', web: 'pages', worker: 'jobs' };

/**
 * V8 lets the space for new objects shrink to 1 MB while little happens: then what lives for one call is copied again and
 * again, and much of it grows old. The Dockerfile says the same.
 */
const NODE_FLAGS = ['--enable-source-maps', '--min-semi-space-size=16'];

/** A bind to every address is asked at this machine's own. */
const LOOPBACK_OF: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The compiled program of all roles. */
function mainProgram(appDir: string): string {
  return join(appDir, '.runtime', 'build', 'main.js');
}

/** How the compiled program is run as one of our processes; `handed` is what all of them are handed together. */
function processOf(name: ProcessName, settings: Settings, handed: Environment): Errand {
  return {
    name,
    command: process.execPath,
    args: [...NODE_FLAGS, mainProgram(settings.appDir), '--role', name],
    env: { ...environmentOf(name, { ...process.env, ...handed }), NODE_ENV: 'production' },
    cwd: settings.appDir,
    logFile: join(settings.dataDir, 'log', `${name}.log`),
  };
}

/** What prepares the database: the only one that is handed the passwords of its owner and of our cluster's superuser. */
export function migration(settings: Settings, handed: Environment): Errand {
  return processOf('migrate', settings, handed);
}

/** One of our own processes as a program to run. */
export function roleProgram(
  role: Role,
  settings: Settings,
  runFolder: string,
  sockets: RoleSockets,
  handed: Environment,
): Program {
  const readyFile = join(runFolder, `${role}.ready`);
  const isTls = settings.tls !== null;
  const pulse = pulseOf(role, settings, sockets);
  const lives = () => answersHttp(pulse, undefined, isTls && role === 'web');
  const isWhole = () =>
    answersHttp(webQuestion(settings, '/health/ready', PROBE_WITHIN_MS), status => status === 200, isTls);
  // Everything answers once before the web counts as ready. A web that is started again does not wait for a part
  // that went away meanwhile: it serves what it can.
  let wasWhole = role !== 'web';
  const serves = async () => {
    if (wasWhole) return lives();
    wasWhole = await isWhole();
    return wasWhole;
  };
  return {
    ...processOf(role, settings, handed),
    madeFrom: readFileSync(mainProgram(settings.appDir), 'utf8'),
    rank: RANK[role],
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
    readyWithinMs: READY_WITHIN_MS,
    beforeStart: () => rmSync(readyFile, { force: true }),
    isReady: async () => existsSync(readyFile) && serves(),
    ...(role === 'web' ? { waitsFor: () => partsAway(settings, isTls) } : {}),
    pulse: { feel: lives, whenLost: 'restart' },
  };
}

/** Where each role answers that it lives: the web to anybody, the others on a socket that only our user can open. */
function pulseOf(role: Role, settings: Settings, sockets: RoleSockets): Question {
  if (role === 'web') return webQuestion(settings, '/health/live', ROUND_MS);
  return { socketPath: sockets[role], path: '/', timeout: ROUND_MS };
}

/** The parts that the web does not see yet, by its own answer (src/http/health-routes.ts). */
async function partsAway(settings: Settings, isTls: boolean): Promise<Words | null> {
  const answer = await askJson(webQuestion(settings, '/health/ready', PROBE_WITHIN_MS), isTls);
  const away = awayParts(answer);
  return away.length === 0
    ? null
    : { es: away.map(one => one.es).join(', '), en: away.map(one => one.en).join(', ') };
}

const PART_NAMES: Readonly<Record<string, Words>> = {
  database: { es: 'la base de datos', en: 'the database' },
  redis: { es: 'Redis', en: 'Redis' },
  calls: { es: 'el servicio de llamadas', en: 'the call service' },
  asterisk: { es: 'Asterisk', en: 'Asterisk' },
};

/** Names of what is away in an answer of `/health/ready`, as people call it. */
export function awayParts(answer: unknown): readonly Words[] {
  if (typeof answer !== 'object' || answer === null || !('components' in answer)) return [];
  return Object.entries(answer.components ?? {}).flatMap(([name, state]) =>
    state === 'up' ? [] : [PART_NAMES[name] ?? { es: name, en: name }],
  );
}

function webQuestion(settings: Settings, path: string, timeout: number): Question {
  return {
    host: LOOPBACK_OF[settings.bind] ?? settings.bind,
    port: settings.httpPort,
    path,
    timeout,
    // The certificate names the public host; we ask our own process by its address.
    rejectUnauthorized: false,
  };
}
