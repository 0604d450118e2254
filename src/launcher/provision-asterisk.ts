import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AsteriskHome } from './asterisk-instance.ts';
import { publish, wholeEntries, workFolder } from './cache.ts';
import { type DebianMachine, debianMachine, mainMirror, PrivateApt } from './debian.ts';
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

/** The release that closed two holes in ARI itself; and we know the 22 branch only. */
const OLDEST = [22, 10, 1] as const;
const LOADERS: Readonly<Record<string, string>> = {
  amd64: 'ld-linux-x86-64.so.2',
  arm64: 'ld-linux-aarch64.so.1',
};
const SOUNDS = ['asterisk-core-sounds-es-wav', 'asterisk-moh-opsound-wav'];
/** What our list of modules needs of the closure; libraries carry their SONAME in their package's name. */
const NEEDED =
  /^(asterisk|asterisk-modules|libbsd0|libc6|libcap2|libcrypt1|libedit2|libgcc-s1|libgsm1|libjansson4|libmd0|libnspr4|libnss3|libogg0|libopus0|libopusenc0|libopusfile0|libsqlite3-0|libsrtp2-1|libssl3(t64)?|libstdc\+\+6|libsystemd0|libtinfo6|liburiparser1|libuuid1|libxml2-[0-9]+|libxslt1\.1|libzstd1|zlib1g)$/;

/** Whether a version such as `22.10.1` is one that may answer calls. */
export function isGoodVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== OLDEST[0]) return false;
  return minor > OLDEST[1] || (minor === OLDEST[1] && patch >= OLDEST[2]);
}

/**
 * The newest good Asterisk of the cache; on an empty cache Debian sid's, unpacked there.
 * Throws `PartUnavailableError` when there is neither.
 * @param templates folder of `modules.conf`, to check that every module finds its libraries
 */
export async function provisionAsterisk(templates: string, progress: Progress): Promise<ProvisionedAsterisk> {
  try {
    return await fromCacheOrSid(templates, progress);
  } catch (cause) {
    throw new PartUnavailableError('Asterisk 22', 'CAUCE_ASTERISK_URL', cause);
  }
}

async function fromCacheOrSid(templates: string, progress: Progress): Promise<ProvisionedAsterisk> {
  const machine = await debianMachine();
  for (const entry of wholeEntries('asterisk-')) {
    const found = await open(join(entry, 'root'), machine).catch(() => null);
    if (found !== null) return found;
  }
  progress('Descargo Asterisk 22…', 'Downloading Asterisk 22…');
  return fetchFromSid(machine, templates);
}

async function fetchFromSid(machine: DebianMachine, templates: string): Promise<ProvisionedAsterisk> {
  const work = workFolder('asterisk');
  try {
    const sid = { ...(await mainMirror(machine)), release: 'sid' };
    const apt = new PrivateApt(join(work, 'apt'), [sid], null);
    await apt.update();
    const version = await apt.version('asterisk');
    if (!isGoodVersion(version)) {
      throw new Error(
        `Debian sid tiene Asterisk ${version}; hace falta 22, desde ${OLDEST.join('.')}.\n` +
          `Debian sid has Asterisk ${version}; 22 is needed, from ${OLDEST.join('.')} on.`,
      );
    }
    const closure = await apt.closure(['asterisk', ...SOUNDS]);
    const root = join(work, 'root');
    await apt.unpack([...closure.filter(name => NEEDED.test(name)), ...SOUNDS], root);
    if (!(await hasItsLibraries(root, machine, templates))) {
      // A library has a new name: the whole closure is twice as large and certain to hold it.
      await apt.unpack(closure, root);
    }
    const { version: unpacked } = await open(root, machine);
    rmSync(join(work, 'apt'), { recursive: true });
    const entry = publish(work, `asterisk-${version}-${machine.architecture}`, { asterisk: unpacked });
    return open(join(entry, 'root'), machine);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs it once: the version gate looks at the program itself, not at a package's name. */
async function open(root: string, machine: DebianMachine): Promise<ProvisionedAsterisk> {
  const libraries = join(root, 'usr', 'lib', machine.triplet);
  const programs = join(root, 'usr', 'sbin');
  const command = loaderOf(root, machine);
  const args = ['--argv0', 'asterisk', '--library-path', libraries, join(programs, 'asterisk')];
  const version = /Asterisk (\d+\.\d+\.\d+)/.exec(await runCommand(command, [...args, '-V']))?.[1] ?? '0';
  if (!isGoodVersion(version)) throw new Error(`Asterisk ${version} < ${OLDEST.join('.')}`);
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
