import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop, say } from './say.mjs';

/**
 * Runs `npm ci --ignore-scripts` unless what is installed is what the lock file asks for.
 * A mirror belongs to the service user, who then also installs; a checkout belongs to the person.
 */
export function installPackages(place, user) {
  if (isInstalled(place.appDir)) return;
  say('Instalo los paquetes de npm…', 'Installing the npm packages…');
  const npm = npmProgram();
  const asUser = place.mirrored && user !== null && canRun(npm, place.node, user) ? user : null;
  const umask = process.umask(0o022);
  const result = spawnSync(
    asUser ? place.node : process.execPath,
    [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: place.appDir,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: asUser
        ? { ...process.env, HOME: asUser.home, npm_config_cache: join(place.cacheDir, 'npm') }
        : process.env,
      ...(asUser ? { uid: asUser.uid, gid: asUser.gid } : {}),
    },
  );
  process.umask(umask);
  if (result.status !== 0) {
    throw new Stop(
      'npm ci no terminó bien. Revise la conexión con el registro de npm y vuelva a intentarlo.',
      'npm ci failed. Check the connection to the npm registry and try again.',
    );
  }
}

/** npm leaves a lock file of what it installed when it is done; an interrupted `npm ci` leaves none. */
function isInstalled(appDir) {
  const installed = join(appDir, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(appDir, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(([path, entry]) => {
    if (path === '') return true;
    if (!have[path]) return entry.optional === true || entry.peer === true;
    return have[path].version === entry.version && have[path].integrity === entry.integrity;
  });
}

function npmProgram() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const found = [process.env.npm_execpath, beside, '/usr/share/nodejs/npm/bin/npm-cli.js'].find(
    path => path && existsSync(path),
  );
  if (found) return found;
  throw new Stop(
    'No se encuentra npm. Instálelo junto con Node.',
    'npm was not found. Install it with Node.',
  );
}

function canRun(npm, node, user) {
  return (
    spawnSync(node, [npm, '-v'], {
      uid: user.uid,
      gid: user.gid,
      cwd: '/',
      env: { HOME: user.home, PATH: process.env.PATH },
    }).status === 0
  );
}
