import { join } from 'node:path';
import { readSettings, type Settings } from '../config.ts';
import { announceReady, webAddress } from './announce.ts';
import { type Centre, demoPassword, describeCentre } from './centre.ts';
import { keepDiskReserve } from './disk-reserve.ts';
import { makeFolder } from './folders.ts';
import { takeLock } from './lock.ts';
import { keepLogsSmall } from './logs.ts';
import { requirePort } from './ports.ts';
import { toScreen } from './progress.ts';
import { Secrets } from './secrets.ts';
import { socketFolder } from './socket-folder.ts';
import { livingProcess, Supervisor } from './supervise.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `npm start`: runs everything until a signal asks to stop, then stops it in order. */
export async function start(): Promise<void> {
  const began = performance.now();
  const settings = readSettings(process.env);
  makeFolder(settings.dataDir);
  const runFolder = makeFolder(join(settings.dataDir, 'run'));
  const release = takeLock(settings.dataDir, runFolder, webAddress(settings));
  const stopRequested = onSignal();
  const endings: (() => void)[] = [release];
  const supervisors: Supervisor[] = [];
  try {
    const secrets = new Secrets(join(settings.dataDir, 'secrets'));
    const isFirst = settings.demo && !secrets.has('demo-password');
    await requireChosenPorts(settings, runFolder);
    const sockets = socketFolder(settings.dataDir);
    const centre = await describeCentre(settings, runFolder, sockets, secrets, toScreen);
    endings.push(keepLogsSmall(makeFolder(join(settings.dataDir, 'log'))));
    endings.push(keepDiskReserve(settings.dataDir, toScreen));
    const started = startAll(centre, runFolder, supervisors);
    const outcome = await Promise.race([started.then(() => 'ready' as const), stopRequested]);
    if (outcome === 'ready') {
      const password = settings.demo ? demoPassword(settings, secrets) : null;
      announceReady(settings, {
        password: isFirst ? password : null,
        passwordFile: secrets.path('demo-password'),
        seconds: (performance.now() - began) / 1000,
      });
      await stopRequested;
    } else {
      // Its failure is no news any more: the programs it waits for are being stopped.
      started.catch(() => undefined);
    }
  } finally {
    if (supervisors.length > 0) toScreen('Deteniendo…', 'Stopping…');
    await stopAll(supervisors);
    for (const ending of endings.reverse()) ending();
    if (supervisors.length > 0) toScreen('Todo detenido.', 'Everything is stopped.');
  }
}

/** A port that one of our own living programs holds is not taken by a stranger. */
async function requireChosenPorts(settings: Settings, runFolder: string): Promise<void> {
  if (livingProcess(runFolder, 'web') === null) {
    await requirePort(settings.httpPort, settings.bind, 'tcp', 'CAUCE_HTTP_PORT');
  }
  if (!process.env.CAUCE_ASTERISK_URL && livingProcess(runFolder, 'asterisk') === null) {
    await requirePort(settings.sipPort, settings.bind, 'udp', 'CAUCE_SIP_PORT');
  }
}

/** The parts first, all together; then our own roles, all together. */
async function startAll(centre: Centre, runFolder: string, supervisors: Supervisor[]): Promise<void> {
  for (const programs of [centre.parts, centre.roles]) {
    const group = programs.map(program => new Supervisor(program, runFolder, toScreen));
    supervisors.push(...group);
    await Promise.all(group.map(startOne));
  }
}

async function startOne(supervisor: Supervisor): Promise<void> {
  const how = await supervisor.start();
  const { name } = supervisor.program;
  if (how === 'adopted') toScreen(`${name}: sigue vivo, lo adopto`, 'still alive, adopted');
  else toScreen(`${name}: listo`, 'ready');
}

/** `calls` first, so that no new call is taken; then what serves it, then Asterisk, Redis and PostgreSQL. */
async function stopAll(supervisors: readonly Supervisor[]): Promise<void> {
  for (const names of [['calls'], ['web', 'worker'], ['asterisk'], ['redis'], ['postgres']]) {
    const group = supervisors.filter(supervisor => names.includes(supervisor.program.name));
    await Promise.all(group.map(supervisor => supervisor.stop()));
  }
}

function onSignal(): Promise<'stop'> {
  return new Promise(resolve => {
    for (const name of STOP_SIGNALS) process.on(name, () => resolve('stop'));
  });
}
