import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { serviceUser } from './bootstrap/user.mjs';
import { makeFolder } from './folders.ts';
import { NotReadyError, type Program } from './program.ts';

/** A program that does one thing and ends. */
export type Errand = Pick<Program, 'name' | 'command' | 'args' | 'env' | 'cwd' | 'logFile'>;

/**
 * Runs it to its end, under root as the service user. Throws with the last lines of its log when it fails; it is ended when
 * nobody waits any more.
 */
export async function runErrand(errand: Errand, stopping?: AbortSignal): Promise<void> {
  makeFolder(dirname(errand.logFile));
  const log = openSync(errand.logFile, 'a', 0o640);
  const user = serviceUser();
  try {
    const how = await new Promise<string>(ended => {
      const child = spawn(errand.command, errand.args, {
        cwd: errand.cwd,
        env: errand.env,
        stdio: ['ignore', log, log],
        ...(stopping ? { signal: stopping } : {}),
        ...(user ? { uid: user.uid, gid: user.gid } : {}),
      });
      child.on('error', error => ended(error.message));
      child.on('exit', (code, signal) => ended(code === 0 ? '' : `it ended with ${code ?? signal}`));
    });
    if (how !== '') throw new NotReadyError(errand, how);
  } finally {
    closeSync(log);
  }
}
