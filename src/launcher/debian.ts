import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AptFault } from './apt-fault.ts';
import { makeFolder, PUBLIC, writeOwned } from './folders.ts';
import { CommandError, type CommandOptions, runCommand } from './run-command.ts';

/** One line of the machine's own apt sources. */
export type Source = { readonly uri: string; readonly release: string; readonly keyring: string | null };

export type DebianMachine = {
  readonly codename: string;
  readonly architecture: string;
  /** Name of the library folder, `x86_64-linux-gnu`. */
  readonly triplet: string;
};

const TRIPLETS: Readonly<Record<string, string>> = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * What apt and dpkg of this machine know: nothing about mirrors is written in our own code.
 * Throws on a system that is not Debian.
 */
export async function debianMachine(): Promise<DebianMachine> {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  if (field('ID') !== 'debian')
    throw new Error(`No es Debian / not Debian: ${field('PRETTY_NAME') || 'Linux'}`);
  const architecture = (await runCommand('dpkg', ['--print-architecture'])).trim();
  const triplet = TRIPLETS[architecture];
  if (triplet === undefined) throw new Error(`Arquitectura / architecture: ${architecture}`);
  return { codename: field('VERSION_CODENAME'), architecture, triplet };
}

/** Where Debian itself serves its packages to everybody; signed, like those of every mirror. */
const DEBIAN_MIRROR = 'http://deb.debian.org/debian/';

/**
 * Mirrors that may have other releases of Debian: the one of the machine's own release, and then Debian's own.
 * @param work a folder of ours, for what has to be fetched to know them
 */
export async function debianMirrors(
  machine: DebianMachine,
  work: string,
): Promise<Omit<Source, 'release'>[]> {
  const sources = await machineSources(machine, work);
  const own = sources.find(source =>
    [machine.codename, 'stable', 'testing', 'sid', 'unstable'].includes(source.release),
  );
  const debian = debianItself();
  if (own === undefined) return [debian];
  const isSame = own.uri.replace(/\/*$/, '/') === DEBIAN_MIRROR;
  return isSame ? [own] : [own, debian];
}

/**
 * The machine's own sources of Debian's packages. Apt tells only of sources whose lists it has: on a new machine they are
 * fetched into `work` first, and where none can be had, Debian's own mirror is the source.
 */
export async function machineSources(machine: DebianMachine, work: string): Promise<Source[]> {
  const known = await listedSources([]);
  if (known.length > 0) return known;
  const ours = privateOptions(work, '/var/lib/dpkg/status');
  await runCommand('apt-get', [...ours, '-q', 'update']).catch(() => '');
  const fetched = await listedSources(ours);
  return fetched.length > 0 ? fetched : [{ ...debianItself(), release: machine.codename }];
}

/** Those that call themselves Debian; where none does, such as with a mirror under another name, all that have a `main`. */
async function listedSources(options: readonly string[]): Promise<Source[]> {
  const format = '$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(SOURCESENTRY)\t$(ORIGIN)';
  const lines = await runCommand('apt-get', [
    ...options,
    'indextargets',
    '--format',
    format,
    'Created-By: Packages',
  ]);
  const all = lines
    .split('\n')
    .map(line => line.split('\t'))
    .filter(([, , component]) => component === 'main');
  const debian = all.filter(([, , , , origin]) => origin === 'Debian');
  return (debian.length > 0 ? debian : all).map(([uri = '', release = '', , entry = '']) => ({
    uri,
    release,
    keyring: keyringOf(entry),
  }));
}

function debianItself(): Omit<Source, 'release'> {
  return { uri: DEBIAN_MIRROR, keyring: existsSync(DEBIAN_KEYRING) ? DEBIAN_KEYRING : null };
}

/** `SOURCESENTRY` is `file:line`; the file says which key signs its lines. */
function keyringOf(entry: string): string | null {
  const file = entry.replace(/:\d+$/, '');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const named = /signed-by\s*[:=]\s*(\/[^\s\]]+)/i.exec(text)?.[1];
  return named ?? (existsSync(DEBIAN_KEYRING) ? DEBIAN_KEYRING : null);
}

/**
 * An apt of our own: its state lies in a folder, and the machine's database is only ever read. What it takes is what the
 * list of the release names with its size and SHA-256, and that list is signed: by the key of the source, or by one that
 * the machine's own apt trusts. Without a good signature nothing is taken, whatever the machine's settings allow.
 */
export class PrivateApt {
  private readonly folder: string;
  private readonly options: readonly string[];
  private readonly patienceMs: number;

  /**
   * @param status dpkg's record of what is installed; without one every dependency counts as missing.
   * @param patienceMs a mirror that sends next to nothing for so long is given up
   */
  constructor(folder: string, sources: readonly Source[], status: string | null, patienceMs = PATIENCE_MS) {
    this.folder = folder;
    this.patienceMs = patienceMs;
    makeFolder(join(folder, 'debs'), PUBLIC);
    const list = join(folder, 'sources.list');
    writeOwned(list, sources.map(sourceLine).join(''));
    const empty = join(folder, 'status');
    writeOwned(empty, '');
    const settings = {
      'Dir::Etc::sourcelist': list,
      'Dir::Etc::sourceparts': '/dev/null',
      'APT::Install-Recommends': 'false',
      'APT::Get::AllowUnauthenticated': 'false',
      'Acquire::AllowInsecureRepositories': 'false',
      'Acquire::AllowWeakRepositories': 'false',
      'Acquire::AllowDowngradeToInsecureRepositories': 'false',
    };
    this.options = [...privateOptions(folder, status ?? empty), ...optionsOf(settings)];
  }

  /** Fetches the package lists and checks their signature. Throws an `AptFault`, as do all the others. */
  async update(): Promise<void> {
    await this.fetch(['-q', 'update', '--error-on=any']);
  }

  /** The text of the package lists about a package, a paragraph for each of its versions; empty for an unknown one. */
  async show(name: string): Promise<string> {
    return await this.run('apt-cache', ['show', '--all-versions', name]).catch(fault => {
      if (/No packages found/i.test(String(fault))) return '';
      throw fault;
    });
  }

  /** All packages that installing these would bring, each as `name=version`. */
  async closure(packages: readonly string[]): Promise<string[]> {
    const plan = await this.run('apt-get', ['-s', 'install', ...packages]);
    return [...plan.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)].map(
      ([, name, version]) => `${name}=${version}`,
    );
  }

  /** The version that would be installed, without epoch and Debian revision: `7.0.15`; null for an unknown package. */
  async version(name: string): Promise<string | null> {
    const policy = await this.run('apt-cache', ['policy', name]);
    return /Candidate: (?:\d+:)?([\d.]+)/.exec(policy)?.[1] ?? null;
  }

  /** Downloads packages, with their checksums compared by apt, and unpacks them into `root`. */
  async unpack(packages: readonly string[], root: string): Promise<void> {
    const debs = join(this.folder, 'debs');
    await this.fetch(['-q', 'download', ...packages], { cwd: debs });
    makeFolder(root, PUBLIC);
    for (const deb of readdirSync(debs)) await runCommand('dpkg-deb', ['-x', join(debs, deb), root]);
  }

  /** Apt waits for ever on a mirror that sends a byte now and then; this does not. */
  private async fetch(args: readonly string[], options?: CommandOptions): Promise<void> {
    const limit = new AbortController();
    let before = sizeOf(this.folder);
    const watch = setInterval(() => {
      const now = sizeOf(this.folder);
      if (now - before < LEAST_BYTES) limit.abort();
      before = now;
    }, this.patienceMs);
    try {
      await this.run('apt-get', args, { ...options, signal: limit.signal });
    } catch (fault) {
      if (!limit.signal.aborted) throw fault;
      throw new AptFault(`E: ${this.patienceMs / 1000} s, < ${LEAST_BYTES} bytes: Connection timed out`);
    } finally {
      clearInterval(watch);
    }
  }

  private async run(program: string, args: readonly string[], options?: CommandOptions): Promise<string> {
    try {
      return await runCommand(program, [...this.options, ...args], options);
    } catch (error) {
      if (error instanceof CommandError) throw new AptFault(error.said, error.printed);
      throw error;
    }
  }
}

/** Where apt keeps what it fetches and computes, in a folder of ours; its settings are otherwise the machine's. */
function privateOptions(folder: string, status: string): string[] {
  for (const name of ['lists/partial', 'cache/archives/partial']) makeFolder(join(folder, name), PUBLIC);
  return optionsOf({
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': status,
    'Dir::Cache': join(folder, 'cache'),
    'Debug::NoLocking': 'true',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': SECONDS_OF_SILENCE,
    'Acquire::https::Timeout': SECONDS_OF_SILENCE,
  });
}

function optionsOf(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** A mirror that is silent for so long is given up. */
const SECONDS_OF_SILENCE = '20';
/** And one that sends less than this in so long, also over slow lines. */
const LEAST_BYTES = 16_384;
const PATIENCE_MS = 120_000;

/** Bytes of all files below a folder; those that go away meanwhile count as nothing. */
function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => {
    return sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

function sourceLine(source: Source): string {
  const signed = source.keyring === null ? '' : `[signed-by=${source.keyring}] `;
  return `deb ${signed}${source.uri} ${source.release} main\n`;
}
