import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A commit's own checkout, built by its own bootstrap. */
export interface OtherCommit {
  readonly commit: string;
  readonly appDir: string;
}

/** Git trusts no repository of another user, and the bench may run as the service user. It is only read. */
const GIT = ['-c', 'safe.directory=*'];

/**
 * Lays out a commit below `.runtime/commits`, with the packages it asks for, and builds it; one that is there already is
 * used again. The repository is not written to: no work tree is left in it.
 */
export function layOut(ref: string, appDir: string, say: (text: string) => void): OtherCommit {
  if (!existsSync(join(appDir, '.git'))) {
    throw new Error(`${appDir} is no checkout with its history: run the bench where git knows ${ref}`);
  }
  const commit = run('git', [...GIT, 'rev-parse', '--verify', `${ref}^{commit}`], appDir)
    .toString()
    .trim();
  const folder = join(appDir, '.runtime', 'commits', commit);
  const done = join(folder, '.built');
  if (existsSync(done)) return { commit, appDir: folder };
  say(`Building ${commit.slice(0, 12)} in ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = run('git', [...GIT, 'archive', commit], appDir);
  run('tar', ['-x', '-C', folder], appDir, archive);
  const lock = (at: string) => readFileSync(join(at, 'package-lock.json'), 'utf8');
  const sameLock = lock(folder) === lock(appDir);
  if (sameLock) symlinkSync(join(appDir, 'node_modules'), join(folder, 'node_modules'));
  const bootstrap = (name: string) => pathToFileURL(join(folder, 'src', 'launcher', 'bootstrap', name)).href;
  const place = JSON.stringify({ appDir: folder, node: process.execPath, mirrored: false });
  mkdirSync(join(folder, '.runtime'));
  run(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `${sameLock ? '' : `(await import('${bootstrap('packages.mjs')}')).installPackages(${place}, null);`}
       (await import('${bootstrap('build.mjs')}')).build(${place}, null);`,
    ],
    folder,
  );
  writeFileSync(done, '');
  return { commit, appDir: folder };
}

function run(program: string, args: readonly string[], cwd: string, input?: Buffer): Buffer {
  // The cache that npm hands to what it runs may belong to another user than the one who runs the bench.
  const env = { ...process.env, npm_config_cache: resolve(process.env.CAUCE_CACHE ?? '.runtime', 'npm') };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    input,
    maxBuffer: 1024 ** 3,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.toString().trim()}`);
  return stdout;
}
