import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SERVICE_CACHE, serviceUser } from './bootstrap/user.mjs';
import { makeFolder, PUBLIC, writeOwned } from './folders.ts';
import { identify } from './process-identity.ts';

/** What lies in an entry, to see later whether it is whole. */
type Manifest = {
  readonly files: number;
  readonly bytes: number;
  readonly versions: Readonly<Record<string, string>>;
};

const MANIFEST = 'cauce-manifest.json';

/** Where unpacked parts lie, shared by every clone and test run of this user. */
export function cacheFolder(): string {
  const chosen = process.env.CAUCE_CACHE;
  if (chosen) return makeFolder(chosen, PUBLIC);
  if (serviceUser() !== null) return makeFolder(SERVICE_CACHE, PUBLIC);
  return makeFolder(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cauce'), PUBLIC);
}

/** Folders of the cache whose name begins so and whose files are all there, newest version first. */
export function wholeEntries(prefix: string): string[] {
  const cache = cacheFolder();
  return readdirSync(cache)
    .filter(name => name.startsWith(prefix) && isWhole(join(cache, name)))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map(name => join(cache, name));
}

/** A new empty folder in the cache to build an entry in; those of processes that were killed half way are removed. */
export function workFolder(name: string): string {
  const cache = cacheFolder();
  const prefix = `.${name}.`;
  for (const other of readdirSync(cache).filter(entry => entry.startsWith(prefix))) {
    if (identify(Number(other.slice(prefix.length))) === null)
      rmSync(join(cache, other), { recursive: true });
  }
  const folder = join(cache, `${prefix}${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  return makeFolder(folder, PUBLIC);
}

/**
 * Turns a work folder into the entry `name`, in one step. When another process was faster its entry is used,
 * unless that one is damaged.
 */
export function publish(work: string, name: string, versions: Readonly<Record<string, string>>): string {
  const target = join(cacheFolder(), name);
  const manifest: Manifest = { ...measure(work), versions };
  writeOwned(join(work, MANIFEST), JSON.stringify(manifest, null, 2), 0o644);
  if (existsSync(target) && !isWhole(target)) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(work, target);
  } catch (cause) {
    if (!isWhole(target)) throw cause;
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

function isWhole(entry: string): boolean {
  try {
    const manifest: Manifest = JSON.parse(readFileSync(join(entry, MANIFEST), 'utf8'));
    const found = measure(entry);
    return found.files === manifest.files && found.bytes === manifest.bytes;
  } catch {
    return false;
  }
}

function measure(folder: string): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = measure(path);
      files += below.files;
      bytes += below.bytes;
    } else if (entry.isFile() && entry.name !== MANIFEST) {
      files += 1;
      bytes += statSync(path).size;
    }
  }
  return { files, bytes };
}
