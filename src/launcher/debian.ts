import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, PUBLIC, writeOwned } from './folders.ts';
import { runCommand } from './run-command.ts';

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

/** The mirror of the machine's own release; sid lies beside it. */
export async function mainMirror(machine: DebianMachine): Promise<Source> {
  const mirror = (await machineSources()).find(source => source.release === machine.codename);
  if (mirror === undefined) {
    throw new Error(
      `apt no tiene un espejo de ${machine.codename} / apt has no mirror of ${machine.codename}`,
    );
  }
  return mirror;
}

/** The machine's own sources of Debian packages. */
export async function machineSources(): Promise<Source[]> {
  const format = '$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(SOURCESENTRY)';
  const lines = await runCommand('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  return lines
    .split('\n')
    .map(line => line.split('\t'))
    .filter(([, , component]) => component === 'main')
    .map(([uri = '', release = '', , entry = '']) => ({ uri, release, keyring: keyringOf(entry) }));
}

/** `SOURCESENTRY` is `file:line`; the file says which key signs its lines. */
function keyringOf(entry: string): string | null {
  const file = entry.replace(/:\d+$/, '');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const named = /signed-by\s*[:=]\s*(\/[^\s\]]+)/i.exec(text)?.[1];
  return named ?? (existsSync(DEBIAN_KEYRING) ? DEBIAN_KEYRING : null);
}

/** An apt of our own: its state lies in a folder, and the machine's database is only ever read. */
export class PrivateApt {
  private readonly folder: string;
  private readonly options: readonly string[];

  /** @param status dpkg's record of what is installed; without one every dependency counts as missing. */
  constructor(folder: string, sources: readonly Source[], status: string | null) {
    this.folder = folder;
    for (const name of ['lists/partial', 'cache/archives/partial', 'debs']) {
      makeFolder(join(folder, name), PUBLIC);
    }
    const list = join(folder, 'sources.list');
    writeOwned(list, sources.map(sourceLine).join(''));
    const empty = join(folder, 'status');
    writeOwned(empty, '');
    const settings = {
      'Dir::Etc::sourcelist': list,
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::State': folder,
      'Dir::State::lists': join(folder, 'lists'),
      'Dir::State::status': status ?? empty,
      'Dir::Cache': join(folder, 'cache'),
      'Debug::NoLocking': 'true',
      'APT::Install-Recommends': 'false',
      'APT::Sandbox::User': 'root',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '2',
    };
    this.options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  }

  update(): Promise<string> {
    return runCommand('apt-get', [...this.options, '-q', 'update', '--error-on=any']);
  }

  /** Names of all packages that installing these would bring. */
  async closure(packages: readonly string[]): Promise<string[]> {
    const plan = await runCommand('apt-get', [...this.options, '-s', 'install', ...packages]);
    return [...plan.matchAll(/^Inst (\S+)/gm)].map(match => match[1] ?? '');
  }

  /** The version that would be installed, without epoch and Debian revision: `22.10.1`. */
  async version(name: string): Promise<string> {
    const policy = await runCommand('apt-cache', [...this.options, 'policy', name]);
    const candidate = /Candidate: (?:\d+:)?([\d.]+)/.exec(policy)?.[1];
    if (candidate === undefined) throw new Error(`apt has no package ${name}`);
    return candidate;
  }

  /** Downloads packages, with their signatures checked by apt, and unpacks them into `root`. */
  async unpack(packages: readonly string[], root: string): Promise<void> {
    const debs = join(this.folder, 'debs');
    await runCommand('apt-get', [...this.options, '-q', 'download', ...packages], { cwd: debs });
    makeFolder(root, PUBLIC);
    for (const deb of readdirSync(debs)) await runCommand('dpkg-deb', ['-x', join(debs, deb), root]);
  }
}

function sourceLine(source: Source): string {
  const signed = source.keyring === null ? '' : `[signed-by=${source.keyring}] `;
  return `deb ${signed}${source.uri} ${source.release} main\n`;
}
