import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwned } from './folders.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

type Lock = ProcessIdentity & { readonly web: string };

/** One launcher a data folder: a second one would fight over the same parts. */
export class AlreadyRunningError extends Error {
  constructor(lock: Lock, dataDir: string) {
    super(
      `Cauce ya está corriendo con ${dataDir}: proceso ${lock.pid}, ${lock.web}\n` +
        `Cauce is already running on ${dataDir}: process ${lock.pid}, ${lock.web}\n` +
        'Para una segunda copia use otra carpeta (CAUCE_DATA_DIR) y otros puertos (CAUCE_HTTP_PORT, CAUCE_SIP_PORT).\n' +
        'For a second copy use another folder (CAUCE_DATA_DIR) and other ports (CAUCE_HTTP_PORT, CAUCE_SIP_PORT).',
    );
    this.name = 'AlreadyRunningError';
  }
}

/** Takes the lock, or throws when its holder lives. Answers how to give it back. */
export function takeLock(dataDir: string, runFolder: string, web: string): () => void {
  const path = join(runFolder, 'launcher.pid.json');
  const holder = read(path);
  if (holder !== null && holder.pid !== process.pid && isAlive(holder)) {
    throw new AlreadyRunningError(holder, dataDir);
  }
  const me = identify(process.pid);
  if (me === null) throw new Error('/proc does not show this process');
  writeOwned(path, JSON.stringify({ ...me, web } satisfies Lock));
  return () => rmSync(path, { force: true });
}

function read(path: string): Lock | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
