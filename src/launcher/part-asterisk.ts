import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../kit/errors.ts';
import { answersHttp, askJson } from './answers-http.ts';
import { type AsteriskOptions, writeAsteriskInstance } from './asterisk-instance.ts';
import type { Program } from './program.ts';
import type { ProvisionedAsterisk } from './provision-asterisk.ts';
import { ROUND_MS } from './pulse.ts';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 5_000;
const PROBE_WITHIN_MS = 1_000;

/** Asterisk as a program to run. Its instance folder is written anew before each start. */
export function asteriskProgram(
  provisioned: ProvisionedAsterisk,
  options: Omit<AsteriskOptions, 'home'>,
): Program {
  const auth = `${options.ariUser}:${options.ariPassword}`;
  const etc = join(options.instance, 'etc', 'asterisk.conf');
  return {
    name: 'asterisk',
    command: provisioned.command,
    args: [...provisioned.args, '-C', etc, '-f'],
    env: { PATH: '/usr/bin:/bin', HOME: options.instance, LC_ALL: 'C.UTF-8', TZ: process.env.TZ ?? '' },
    cwd: options.instance,
    madeFrom: JSON.stringify([options, templateTexts(options.templates)]),
    logFile: join(options.logs, 'asterisk-console.log'),
    rank: 'telephone',
    stopSignal: 'SIGTERM',
    stopWithinMs: STOP_WITHIN_MS,
    readyWithinMs: READY_WITHIN_MS,
    beforeStart: () => writeAsteriskInstance({ ...options, home: provisioned.home }),
    isReady: () => answersAri(options.ariPort, auth),
    introduces: () => versionAndModules(options.ariPort, auth),
    pulse: {
      feel: () => breathes(options.ariPort, auth),
      whenLost: {
        es: 'No lo reinicio: se cortarían las llamadas que aún tienen voz.',
        en: 'It is not restarted: calls that still have a voice would be cut.',
      },
    },
  };
}

function templateTexts(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'));
}

/**
 * While Asterisk starts, ARI is refused, then 404 (not loaded), then 503 (not booted); only a 200 of the endpoints
 * means that calls are taken. `/asterisk/ping` says 200 too early.
 */
function answersAri(port: number, auth: string): Promise<boolean> {
  const question = { host: '127.0.0.1', port, path: '/ari/endpoints', auth, timeout: PROBE_WITHIN_MS };
  return answersHttp(question, status => status === 200);
}

/** Any answer will do: what is asked is whether Asterisk still breathes. */
function breathes(port: number, auth: string): Promise<boolean> {
  return answersHttp({ host: '127.0.0.1', port, path: '/ari/asterisk/ping', auth, timeout: ROUND_MS });
}

/** What runs, as it tells itself: an operator sees at each start whether it is the version and the modules they expect. */
async function versionAndModules(port: number, auth: string): Promise<Words | null> {
  const ask = (path: string) => askJson({ host: '127.0.0.1', port, path, auth, timeout: PROBE_WITHIN_MS });
  const [info, modules] = await Promise.all([
    ask('/ari/asterisk/info?only=system'),
    ask('/ari/asterisk/modules'),
  ]);
  const { version } = (info as { system?: { version?: string } } | null)?.system ?? {};
  if (version === undefined || !Array.isArray(modules)) return null;
  return {
    es: `Asterisk ${version}, ${modules.length} módulos`,
    en: `Asterisk ${version}, ${modules.length} modules`,
  };
}
