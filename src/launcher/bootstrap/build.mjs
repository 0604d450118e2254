import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, say } from './say.mjs';

const PROGRAMS = [
  'src/main.ts',
  'src/launcher/launcher.ts',
  'src/sip-phone/main.ts',
  'src/launcher/init/main.ts',
  'src/launcher/compose-check/main.ts',
];
const BENCH = 'test/bench/main.ts';
/** What of the server's rules the pages are made from, besides `softphone`. */
const RULES_OF_PAGES = [
  'src/agents',
  'src/calls/voice',
  'src/contacts',
  'src/customers',
  'src/http/shapes',
  'src/ivr',
  'src/kit',
  'src/live',
  'src/queues',
  'src/rights',
  'src/supervision',
  'src/tickets',
];
/** What the bench is made from, besides `src`. */
const BENCH_SOURCES = ['bench', 'browser', 'kit', 'worlds'].map(folder => `test/${folder}`);

/**
 * Compiles the server with esbuild and the pages with vite into `.runtime/build`, each only when the hash of what
 * it is made from has changed. The child processes run as the service user.
 */
export function build(place, user) {
  buildServer(place, user);
  buildPages(place, user);
}

function buildServer(place, user) {
  const { appDir } = place;
  const out = join(appDir, '.runtime', 'build');
  const stamp = join(appDir, '.runtime', 'server.sha256');
  const hash = hashOf(appDir, ['package-lock.json', 'tsconfig.json', 'src', ...BENCH_SOURCES]);
  if (isBuilt(stamp, hash, join(out, 'launcher', 'launcher.js'))) return;
  say('Compilo el servidor…', 'Compiling the server…');
  bundle(place, user, PROGRAMS, 'src', out);
  // An image is built without the tests.
  if (existsSync(join(appDir, BENCH))) bundle(place, user, [BENCH], '.', out);
  writeStamp(stamp, hash);
}

/**
 * By esbuild's own functions: its file in `bin` is a script for Node, or the program itself where a person has run
 * `npm install`, which lets it put itself there.
 */
function bundle(place, user, files, base, out) {
  const options = {
    entryPoints: files,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    outbase: base,
    outdir: out,
  };
  const code = `import { build } from 'esbuild'; build(${JSON.stringify(options)}).catch(() => process.exit(1));`;
  run(place, user, ['--input-type=module', '--eval', code]);
}

function buildPages(place, user) {
  const { appDir } = place;
  const out = join(appDir, '.runtime', 'build', 'softphone');
  const stamp = join(appDir, '.runtime', 'pages.sha256');
  const hash = hashOf(appDir, ['package-lock.json', 'tsconfig.json', 'softphone', ...RULES_OF_PAGES]);
  if (isBuilt(stamp, hash, join(out, 'index.html'))) return;
  say('Compilo las páginas…', 'Building the pages…');
  const next = `${out}.next`;
  run(place, user, [
    join('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    'softphone',
    '--config',
    join('softphone', 'vite.config.ts'),
    '--configLoader',
    'runner',
    '--outDir',
    next,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]);
  rmSync(out, { recursive: true, force: true });
  renameSync(next, out);
  writeStamp(stamp, hash);
}

function run(place, user, args) {
  const result = spawnSync(place.node, args, {
    cwd: place.appDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...(user ? { HOME: user.home } : {}) },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  if (result.status !== 0) {
    throw new Stop('La compilación falló; el motivo está arriba.', 'The build failed; the reason is above.');
  }
}

function isBuilt(stamp, hash, result) {
  return existsSync(stamp) && existsSync(result) && readFileSync(stamp, 'utf8') === hash;
}

function writeStamp(stamp, hash) {
  writeFileSync(stamp, hash);
}

function hashOf(appDir, paths) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const path of paths.flatMap(name => filesBelow(appDir, name))) {
    hash.update(`${path}\0`).update(readFileSync(join(appDir, path)));
  }
  return hash.digest('hex');
}

/** Paths of all files below a file or folder of the checkout, in a fixed order; nothing for a missing one. */
function filesBelow(appDir, name) {
  const path = join(appDir, name);
  if (!existsSync(path)) return [];
  let names;
  try {
    names = readdirSync(path, { withFileTypes: true });
  } catch {
    return [name];
  }
  return names
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry =>
      entry.isDirectory() ? filesBelow(appDir, join(name, entry.name)) : [join(name, entry.name)],
    );
}
