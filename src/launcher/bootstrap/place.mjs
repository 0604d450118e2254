import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Stop, say } from './say.mjs';
import { SERVICE_CACHE, SERVICE_HOME } from './user.mjs';

/** What a mirror of the checkout holds; everything that runs or is tested lies in these. */
const MIRRORED = [
  '.biome.json',
  '.docker',
  '.gitignore',
  '.npmrc',
  'asterisk-config',
  'docker-compose.yml',
  'ivr-flows',
  'NOTICE',
  'package-lock.json',
  'package.json',
  'README.md',
  'softphone',
  'src',
  'test',
  'tsconfig.json',
];

/**
 * Decides where the program, its data and its cache lie, and makes those folders.
 * @param {string} checkout
 * @param {{ uid: number, gid: number, home: string } | null} user
 * @returns {{ appDir: string, dataDir: string, cacheDir: string, node: string, mirrored: boolean }}
 */
export function choosePlace(checkout, user) {
  if (user === null) return normalPlace(checkout);
  ownFolder(SERVICE_HOME, user);
  ownFolder(SERVICE_CACHE, user);
  const node = nodeFor(user);
  const cacheDir = resolve(process.env.CAUCE_CACHE || SERVICE_CACHE);
  ownFolder(cacheDir, user);
  const reached = canReach(node, join(checkout, 'src', 'launcher', 'bootstrap.mjs'), user);
  const home = reached ? checkout : join(SERVICE_HOME, nameOf(checkout));
  const appDir = reached ? checkout : join(home, 'app');
  const dataDir = resolve(process.env.CAUCE_DATA_DIR || join(home, 'data'));
  if (!reached) {
    ownFolder(home, user);
    ownFolder(appDir, user);
    say(
      `El usuario «cauce» no alcanza ${checkout}: el programa corre desde ${appDir} y los datos están en ${dataDir}.`,
      `The user "cauce" cannot reach ${checkout}: the program runs from ${appDir}, the data are in ${dataDir}.`,
    );
    for (const name of MIRRORED) mirror(join(checkout, name), join(appDir, name), user);
  }
  ownFolder(join(appDir, '.runtime'), user);
  ownFolder(dataDir, user, 0o700);
  if (!canReach(node, dataDir, user)) {
    throw new Stop(
      `El usuario «cauce» no alcanza ${dataDir}. Elija otra carpeta con CAUCE_DATA_DIR.`,
      `The user "cauce" cannot reach ${dataDir}. Choose another folder with CAUCE_DATA_DIR.`,
    );
  }
  return { appDir, dataDir, cacheDir, node, mirrored: !reached };
}

function normalPlace(checkout) {
  const dataDir = resolve(process.env.CAUCE_DATA_DIR || join(checkout, 'data'));
  for (const folder of [join(checkout, '.runtime'), dataDir]) {
    try {
      // What is told in confidence lies in the data; one that a person has made stays as they made it.
      mkdirSync(folder, { recursive: true, mode: folder === dataDir ? 0o700 : 0o755 });
      accessSync(folder, constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw new Stop(
        `No se puede escribir en ${folder} (${cause.code}). ¿Lo creó otro usuario?`,
        `Cannot write to ${folder} (${cause.code}). Was it made by another user?`,
      );
    }
  }
  return { appDir: checkout, dataDir, cacheDir: cacheOf(checkout), node: process.execPath, mirrored: false };
}

/** The cache outlives the checkout where the user has a home to keep it in. */
function cacheOf(checkout) {
  const chosen = process.env.CAUCE_CACHE;
  if (chosen) {
    mkdirSync(chosen, { recursive: true });
    return resolve(chosen);
  }
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cauce');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    const inside = join(checkout, '.runtime', 'cache');
    mkdirSync(inside, { recursive: true });
    return inside;
  }
}

/** Tried by a child process of that user, because only the kernel knows all the rules. */
function canReach(node, path, user) {
  const code = 'require("node:fs").accessSync(process.argv[1], require("node:fs").constants.R_OK)';
  return spawnSync(node, ['-e', code, path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

/** A Node that was installed in root's own home is copied to where the service user can run it. */
function nodeFor(user) {
  const run = node => spawnSync(node, ['-v'], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
  if (run(process.execPath)) return process.execPath;
  const copy = join(SERVICE_HOME, `node-${process.versions.node}`);
  if (!existsSync(copy)) {
    copyFileSync(process.execPath, copy);
    chmodSync(copy, 0o755);
  }
  if (run(copy)) return copy;
  throw new Stop(
    `El usuario «cauce» no puede ejecutar Node (${process.execPath}).`,
    `The user "cauce" cannot run Node (${process.execPath}); install it for all users.`,
  );
}

/** Two clones of the same name must not share their data. */
function nameOf(checkout) {
  const hash = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  return `${basename(checkout).replace(/[^A-Za-z0-9._-]/g, '-')}-${hash}`;
}

/** Makes a folder and gives it, with all below it, to the user, unless it is theirs already. */
function ownFolder(folder, user, mode = 0o755) {
  mkdirSync(folder, { recursive: true, mode });
  if (statSync(folder).uid !== user.uid) giveTo(folder, user);
}

function giveTo(path, user) {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (entry.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), user);
  chownSync(path, user.uid, user.gid);
}

/** Copies what changed and removes what is gone, so that a running copy never misses a file for a moment. */
function mirror(source, target, user) {
  if (!existsSync(source)) {
    rmSync(target, { recursive: true, force: true });
    return;
  }
  const entry = statSync(source);
  if (entry.isDirectory()) {
    mkdirSync(target, { recursive: true });
    const names = new Set(readdirSync(source));
    for (const name of names) mirror(join(source, name), join(target, name), user);
    for (const name of readdirSync(target)) {
      if (!names.has(name)) rmSync(join(target, name), { recursive: true, force: true });
    }
  } else if (!isSame(entry, target)) {
    copyFileSync(source, target);
    utimesSync(target, entry.atime, entry.mtime);
  }
  chownSync(target, user.uid, user.gid);
  chmodSync(target, entry.isDirectory() ? 0o755 : 0o644);
}

function isSame(entry, target) {
  if (!existsSync(target)) return false;
  const other = statSync(target);
  return other.size === entry.size && Math.abs(other.mtimeMs - entry.mtimeMs) < 1000;
}
