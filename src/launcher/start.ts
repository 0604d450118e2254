import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readSettings, type Settings } from '../config.ts';
import { announceReady, webAddress } from './announce.ts';
import { demoPassword, describeCentre } from './centre.ts';
import { keepDiskReserve } from './disk-reserve.ts';
import { runErrand } from './errand.ts';
import { makeFolder, writeOwned } from './folders.ts';
import { askLastCalls, awaitLastCalls } from './last-calls.ts';
import { takeLock } from './lock.ts';
import { keepLogsSmall } from './logs.ts';
import { requirePort } from './ports.ts';
import type { Program } from './program.ts';
import { toScreen } from './progress.ts';
import { Secrets } from './secrets.ts';
import { socketFolder } from './socket-folder.ts';
import { listenForStop } from './stop-signals.ts';
import { readStopWait } from './stop-wait.ts';
import { livingProcess, Supervisor } from './supervise.ts';
import { unknownVariables } from './unknown-variables.ts';

/** For so long our own processes are held back: what they ask of a database that is not prepared is in vain, ms. */
const PREPARED_FIRST_MS = 5_000;

/** `npm start`: runs everything until a signal asks to stop, waits for the calls that live, and stops all in order. */
export async function start(): Promise<void> {
  const began = performance.now();
  tellUnknownVariables();
  const settings = readSettings(process.env);
  const waitSeconds = readStopWait(process.env);
  makeFolder(settings.dataDir);
  const runFolder = makeFolder(join(settings.dataDir, 'run'));
  const release = takeLock(settings.dataDir, runFolder, webAddress(settings));
  const { asked: stopRequested, again } = listenForStop();
  const endings: (() => void)[] = [release];
  const supervisors: Supervisor[] = [];
  const stopping = new AbortController();
  try {
    const secrets = new Secrets(join(settings.dataDir, 'secrets'));
    await requireChosenPorts(settings, runFolder);
    const sockets = socketFolder(settings.dataDir);
    const described = describeCentre(settings, runFolder, sockets, secrets, toScreen);
    const centre = await Promise.race([described, stopRequested]);
    if (centre === 'stop') {
      // Ctrl-C has reached apt-get and the like as well: their failure is no news.
      described.catch(() => undefined);
      return;
    }
    endings.push(keepLogsSmall(makeFolder(join(settings.dataDir, 'log'))));
    endings.push(keepDiskReserve(settings.dataDir, toScreen));
    const supervise = (program: Program) => new Supervisor(program, runFolder, toScreen);
    const parts = centre.parts.map(supervise);
    const roles = centre.roles.map(supervise);
    supervisors.push(...parts, ...roles);
    const prepared = () => runErrand(centre.migration, stopping.signal);
    const started = startAll(parts, prepared, roles);
    const outcome = await Promise.race([started.then(() => 'ready' as const), stopRequested]);
    if (outcome === 'ready') {
      writeAddresses(settings, centre.demoLinePort, runFolder);
      announce(settings, secrets, (performance.now() - began) / 1000);
      await stopRequested;
    } else {
      // Its failure is no news any more: the programs it waits for are being stopped.
      started.catch(() => undefined);
    }
    // An earlier launcher may have left calls behind, too.
    if (livingProcess(runFolder, 'calls') !== null) {
      const ask = () => askLastCalls(join(sockets, 'calls.sock'));
      await awaitLastCalls(ask, { waitSeconds, again, report: toScreen });
    }
  } finally {
    if (supervisors.length > 0) toScreen('Deteniendo…', 'Stopping…');
    stopping.abort();
    await stopAll(supervisors);
    for (const ending of endings.reverse()) ending();
    if (supervisors.length > 0) toScreen('Todo detenido.', 'Everything is stopped.');
  }
}

/** What somebody set in vain: before the faults of the others, of which it may be the cause. */
function tellUnknownVariables(): void {
  for (const { name, meant } of unknownVariables(process.env)) {
    const [es, en] = meant === null ? ['', ''] : [`; ¿quiso decir ${meant}?`, `; did you mean ${meant}?`];
    toScreen(`Aviso: nada lee ${name}${es}`, `warning: nothing reads it${en}`);
  }
}

/** What `npm run call` reads. */
function writeAddresses(settings: Settings, demoLinePort: number, runFolder: string): void {
  const addresses = {
    sipPort: settings.sipPort,
    demoLinePort,
    web: webAddress(settings),
    takesLocalCalls: settings.demo,
  };
  writeOwned(join(runFolder, 'addresses.json'), JSON.stringify(addresses));
}

/** The demo password is shown at the first start that got this far, and never again. */
function announce(settings: Settings, secrets: Secrets, seconds: number): void {
  const isFirst = settings.demo && !secrets.has('demo-password-was-shown');
  const passwordFile = secrets.path('demo-password');
  announceReady(settings, {
    password: isFirst ? demoPassword(settings, secrets) : null,
    passwordFile,
    seconds,
  });
  if (isFirst) secrets.keep('demo-password-was-shown', '');
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

/** The parts first, all together; then our own roles, all together, which wait for the database that is prepared. */
async function startAll(
  parts: readonly Supervisor[],
  prepare: () => Promise<void>,
  roles: readonly Supervisor[],
): Promise<void> {
  await Promise.all(parts.map(startOne));
  const prepared = prepare();
  // They wait for it by themselves, and `calls` must not wait for a database that is away.
  await Promise.race([prepared, wait(PREPARED_FIRST_MS)]);
  await Promise.all([prepared, ...roles.map(startOne)]);
}

async function startOne(supervisor: Supervisor): Promise<void> {
  const how = await supervisor.start();
  const { name, introduces } = supervisor.program;
  const itself = (await introduces?.()) ?? null;
  const [es, en] = itself === null ? ['', ''] : [` (${itself.es})`, ` (${itself.en})`];
  if (how === 'adopted') toScreen(`${name}: sigue vivo, lo adopto${es}`, `still alive, adopted${en}`);
  else toScreen(`${name}: listo${es}`, `ready${en}`);
}

/** `calls` first, so that no new call is taken; then what serves it, then Asterisk, Redis and PostgreSQL. */
async function stopAll(supervisors: readonly Supervisor[]): Promise<void> {
  for (const names of [['calls'], ['web', 'worker'], ['asterisk'], ['redis'], ['postgres']]) {
    const group = supervisors.filter(supervisor => names.includes(supervisor.program.name));
    await Promise.all(group.map(supervisor => supervisor.stop()));
  }
}
