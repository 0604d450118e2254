import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goFirst, SOCKET_VARIABLE, servePriorities } from './ahead.mjs';
import { build } from './build.mjs';
import { installPackages } from './packages.mjs';
import { choosePlace } from './place.mjs';
import { Stop } from './say.mjs';
import { installTestTools, rawSipp } from './test-tools.mjs';
import { serviceUser } from './user.mjs';

/**
 * Which compiled program answers to which verb, and whether it has to be told the verb. What talks to Docker runs as the
 * person who may, on the checkout itself. What measures others goes first, where root may say so, and stays root where it is
 * asked for what only root can.
 */
const LAUNCHER = { path: ['launcher', 'launcher.js'], tellVerb: true };
const PROGRAMS = {
  start: LAUNCHER,
  test: LAUNCHER,
  doctor: LAUNCHER,
  bench: { ...LAUNCHER, goesFirst: true, asRoot: /(?:^|[ ,=])(?:--conversation|C5)(?:[ ,]|$)/i },
  call: { path: ['sip-phone', 'main.js'], tellVerb: false },
  'compose-check': { path: ['launcher', 'compose-check', 'main.js'], tellVerb: false, asPerson: true },
};

/** Prepares the place, the packages and the build, and hands over to the compiled program of the verb. */
export async function run(verb, args) {
  try {
    if (!Object.hasOwn(PROGRAMS, verb)) {
      const verbs = Object.keys(PROGRAMS).join(', ');
      throw new Stop(`No conozco «${verb}». Hay: ${verbs}.`, `"${verb}" is not known. There are: ${verbs}.`);
    }
    const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
    const user = serviceUser();
    const place = choosePlace(checkout, user);
    installPackages(place, user);
    build(place, user);
    if (verb === 'test') installTestTools(user);
    const tools = verb === 'test' ? rawSipp(user) : {};
    const { asPerson = false, asRoot } = PROGRAMS[verb];
    const isKept = asPerson || asRoot?.test(args.join(' ')) === true;
    const where = asPerson ? { ...place, workDir: checkout } : { ...place, workDir: place.appDir };
    process.exitCode = await handOver(where, isKept ? null : user, verb, args, tools);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Runs the program as the service user and passes signals on; Ctrl-C reaches the whole terminal group by itself. */
async function handOver(place, user, verb, args, tools) {
  const { path, tellVerb, goesFirst = false } = PROGRAMS[verb];
  const program = join(place.appDir, '.runtime', 'build', ...path);
  if (!existsSync(program)) throw new Stop(`Falta ${program}.`, `${program} is missing.`);
  const priorities = user ? await servePriorities(user).catch(() => null) : null;
  const child = spawn(place.node, ['--enable-source-maps', program, ...(tellVerb ? [verb] : []), ...args], {
    cwd: place.workDir,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...tools,
      CAUCE_APP_DIR: place.workDir,
      CAUCE_DATA_DIR: place.dataDir,
      CAUCE_CACHE: place.cacheDir,
      ...(user ? { HOME: user.home, USER: 'cauce', LOGNAME: 'cauce' } : {}),
      ...(priorities ? { [SOCKET_VARIABLE]: priorities.path } : {}),
    },
    // Linux shares the processor between sessions first, so going first takes one of its own (sched(7), autogroup).
    detached: goesFirst,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  if (goesFirst && child.pid !== undefined) goFirst(child.pid);
  process.on('SIGINT', () => {
    if (goesFirst) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise(done => {
    child.on('error', error => {
      console.error(error.message);
      done(1);
    });
    child.on('exit', (exitCode, signal) => done(signal ? 1 : (exitCode ?? 1)));
  });
  priorities?.close();
  return code;
}
