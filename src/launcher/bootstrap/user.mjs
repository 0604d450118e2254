import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Stop, say } from './say.mjs';

/** The unprivileged system user that everything runs as when a person starts us as root. */
export const SERVICE_USER = 'cauce';
export const SERVICE_HOME = '/var/lib/cauce';
export const SERVICE_CACHE = '/var/cache/cauce';

/**
 * The user to drop to: null for a normal user, who stays as they are. Creating it is the only change that is
 * made to the machine.
 * @returns {{ uid: number, gid: number, home: string } | null}
 */
export function serviceUser() {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp();
  if (existing) return existing;
  say(`Creo el usuario de sistema «${SERVICE_USER}».`, `Creating the system user "${SERVICE_USER}".`);
  const made = spawnSync(
    'useradd',
    ['--system', '--user-group', '--home-dir', SERVICE_HOME, '--shell', '/usr/sbin/nologin', SERVICE_USER],
    { encoding: 'utf8' },
  );
  const user = lookUp();
  if (user) return user;
  throw new Stop(
    `No se pudo crear el usuario «${SERVICE_USER}»: ${made.stderr ?? made.error}`,
    `The user "${SERVICE_USER}" could not be created; create it, or start as a normal user.`,
  );
}

function lookUp() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith(`${SERVICE_USER}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid), home: SERVICE_HOME };
}
