import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Candidate, mayRun, releaseOf, TRIED, wishedBranch } from './asterisk-branches.ts';
import type { AsteriskHome } from './asterisk-instance.ts';
import { SUITES, searchAsterisk } from './asterisk-search.ts';
import { publish, wholeEntries, workFolder } from './cache.ts';
import { type DebianMachine, debianMachine, debianMirrors, type PrivateApt } from './debian.ts';
import { PartUnavailableError } from './part-unavailable.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';

/** An unpacked Asterisk and the command line that runs it with its own C library. */
export type ProvisionedAsterisk = {
  readonly version: string;
  readonly home: AsteriskHome;
  readonly command: string;
  readonly args: readonly string[];
};

const LOADERS: Readonly<Record<string, string>> = {
  amd64: 'ld-linux-x86-64.so.2',
  arm64: 'ld-linux-aarch64.so.1',
};
const SOUNDS = ['asterisk-core-sounds-es-wav', 'asterisk-moh-opsound-wav'];
/** What our list of modules needs of the closure; libraries carry their SONAME in their package's name. */
const NEEDED =
  /^(asterisk|asterisk-modules|libbsd0|libc6|libcap2|libcrypt1|libedit2|libgcc-s1|libgsm1|libjansson4|libmd0|libnspr4|libnss3|libogg0|libopus0|libopusenc0|libopusfile0|libsqlite3-0|libsrtp2-1|libssl3(t64)?|libstdc\+\+6|libsystemd0|libtinfo6|liburiparser1|libuuid1|libxml2-[0-9]+|libxslt1\.1|libzstd1|zlib1g)$/;

/**
 * The newest good Asterisk of the cache; on an empty cache that of a release of Debian, unpacked there.
 * Throws `PartUnavailableError` when there is neither, and `EnvironmentError` when a branch is wished that cannot be.
 * @param templates folder of `modules.conf`, to check that every module finds its libraries
 */
export async function provisionAsterisk(templates: string, progress: Progress): Promise<ProvisionedAsterisk> {
  const wished = wishedBranch(process.env);
  try {
    return await fromCacheOrDebian(templates, wished, progress);
  } catch (cause) {
    throw new PartUnavailableError('Asterisk', 'CAUCE_ASTERISK_URL', cause);
  }
}

async function fromCacheOrDebian(
  templates: string,
  wished: number | null,
  progress: Progress,
): Promise<ProvisionedAsterisk> {
  const machine = await debianMachine();
  const usable: ProvisionedAsterisk[] = [];
  for (const entry of wholeEntries('asterisk-')) {
    const found = await open(join(entry, 'root'), machine, wished).catch(() => null);
    if (found !== null) usable.push(found);
  }
  const isPreferred = ({ version }: ProvisionedAsterisk) =>
    wished !== null || version.startsWith(`${TRIED[0]?.major}.`);
  const [kept] = [...usable.filter(isPreferred), ...usable];
  if (kept !== undefined) return kept;
  progress('Descargo Asterisk…', 'Downloading Asterisk…');
  return fetchFromDebian(machine, templates, wished, progress);
}

async function fetchFromDebian(
  machine: DebianMachine,
  templates: string,
  wished: number | null,
  progress: Progress,
): Promise<ProvisionedAsterisk> {
  const work = workFolder('asterisk');
  try {
    const mirrors = await debianMirrors(machine, join(work, 'sources'));
    const search = { mirrors, suites: SUITES, wished, work: join(work, 'lists'), progress };
    return await searchAsterisk(search, async (apt, candidate) => {
      const root = join(work, 'root');
      rmSync(root, { recursive: true, force: true });
      const version = await unpack(apt, candidate, root, machine, templates, wished);
      for (const name of ['lists', 'sources']) rmSync(join(work, name), { recursive: true, force: true });
      const entry = publish(work, `asterisk-${releaseOf(version) ?? version}-${machine.architecture}`, {
        asterisk: version,
      });
      return await open(join(entry, 'root'), machine, wished);
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Answers the version that the program itself tells. */
async function unpack(
  apt: PrivateApt,
  candidate: Candidate,
  root: string,
  machine: DebianMachine,
  templates: string,
  wished: number | null,
): Promise<string> {
  const asterisk = `asterisk=${candidate.version}`;
  const closure = await apt.closure([asterisk, ...SOUNDS]);
  const nameOf = (entry: string) => entry.replace(/=.*/, '');
  const needed = closure.filter(entry => NEEDED.test(nameOf(entry)) || SOUNDS.includes(nameOf(entry)));
  await apt.unpack(needed, root);
  if (!(await hasItsLibraries(root, machine, templates))) {
    // A library has a new name: the whole closure is twice as large and certain to hold it.
    await apt.unpack(closure, root);
  }
  return (await open(root, machine, wished)).version;
}

/** Runs it once: the version gate looks at the program itself, not at a package's name. */
async function open(
  root: string,
  machine: DebianMachine,
  wished: number | null,
): Promise<ProvisionedAsterisk> {
  const libraries = join(root, 'usr', 'lib', machine.triplet);
  const programs = join(root, 'usr', 'sbin');
  const command = loaderOf(root, machine);
  const args = ['--argv0', 'asterisk', '--library-path', libraries, join(programs, 'asterisk')];
  const version = /Asterisk (\d+\.\d+\.\d+)/.exec(await runCommand(command, [...args, '-V']))?.[1] ?? '0';
  if (!mayRun(version, wished)) {
    throw new Error(
      `Asterisk ${version}: no se usa / is not used (${TRIED.map(each => each.oldest.join('.'))})`,
    );
  }
  const home = {
    modules: join(libraries, 'asterisk', 'modules'),
    programs,
    data: join(root, 'usr/share/asterisk'),
  };
  return { version, home, command, args };
}

async function hasItsLibraries(root: string, machine: DebianMachine, templates: string): Promise<boolean> {
  const libraries = join(root, 'usr', 'lib', machine.triplet);
  const modules = join(libraries, 'asterisk', 'modules');
  const listed = readFileSync(join(templates, 'modules.conf'), 'utf8').matchAll(/^load = (\S+)$/gm);
  const files = [...listed].map(match => join(modules, match[1] ?? ''));
  for (const file of [join(root, 'usr/sbin/asterisk'), ...files]) {
    const needs = await runCommand(loaderOf(root, machine), [
      '--library-path',
      libraries,
      '--list',
      file,
    ]).catch(() => 'not found');
    if (needs.includes('not found')) return false;
  }
  return true;
}

function loaderOf(root: string, machine: DebianMachine): string {
  const name = LOADERS[machine.architecture] ?? '';
  const places = [
    join(root, 'usr', 'lib', machine.triplet, name),
    join(root, 'lib64', name),
    join(root, 'lib', name),
  ];
  const found = places.find(path => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not in ${readdirSync(root).join(', ')}`);
  return found;
}
