import { chmodSync, chownSync, lchownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { serviceUser } from './bootstrap/user.mjs';

/** Folders that only the user we run as may look into: data, secrets, configuration with passwords. */
export const PRIVATE = 0o700;
/** Folders whose content is public anyway: unpacked parts. */
export const PUBLIC = 0o755;

/** Makes a folder with its parents; under root all that is new belongs to the service user. */
export function makeFolder(path: string, mode: number = PRIVATE): string {
  const user = serviceUser();
  const first = mkdirSync(path, { recursive: true, mode });
  if (user !== null) {
    if (statSync(path).uid !== user.uid) chownSync(path, user.uid, user.gid);
    for (let folder = path; first !== undefined && folder.length > first.length; folder = dirname(folder)) {
      chownSync(dirname(folder), user.uid, user.gid);
    }
  }
  return path;
}

/** Writes a file that belongs to the user we run as, by default readable by that user only. */
export function writeOwned(path: string, content: string | Buffer, mode = 0o600): void {
  writeFileSync(path, content, { mode });
  // The mode above counts for a new file only.
  chmodSync(path, mode);
  const user = serviceUser();
  if (user !== null) chownSync(path, user.uid, user.gid);
}

export function linkOwned(source: string, path: string): void {
  symlinkSync(source, path);
  const user = serviceUser();
  if (user !== null) lchownSync(path, user.uid, user.gid);
}
