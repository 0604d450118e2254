import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { publish, wholeEntries, workFolder } from './cache.ts';
import { type DebianMachine, debianMachine, machineSources, PrivateApt } from './debian.ts';
import { PartUnavailableError } from './part-unavailable.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';

export type ProvisionedRedis = {
  readonly version: string;
  readonly command: string;
  /** Folder of libraries that the machine itself lacks; null for the machine's own Redis. */
  readonly libraries: string | null;
};

/** BullMQ's scripts need 6.2 of Redis; Valkey begins at 7.2. */
const OLDEST = [6, 2] as const;

/** What speaks the protocol, the preferred one first: Valkey is free in every version (BSD), Redis only up to 7.2. */
const SERVERS = [
  { name: 'valkey', package: 'valkey-server', program: 'valkey-server' },
  { name: 'redis', package: 'redis-server', program: 'redis-server' },
] as const;
type Server = (typeof SERVERS)[number];

/** The machine's own Valkey or Redis, else the one in the cache, else the package of the machine's release unpacked there. */
export async function provisionRedis(progress: Progress): Promise<ProvisionedRedis> {
  for (const { program } of SERVERS) {
    const own = await open(program, null).catch(() => null);
    if (own !== null) return own;
  }
  try {
    return await fromCacheOrRelease(progress);
  } catch (cause) {
    throw new PartUnavailableError('Valkey / Redis', 'CAUCE_REDIS_URL', cause);
  }
}

async function fromCacheOrRelease(progress: Progress): Promise<ProvisionedRedis> {
  const machine = await debianMachine();
  for (const server of SERVERS) {
    for (const entry of wholeEntries(`${server.name}-${machine.codename}-`)) {
      const found = await openEntry(server, entry, machine).catch(() => null);
      if (found !== null) return found;
    }
  }
  progress('Descargo Valkey o Redis…', 'Downloading Valkey or Redis…');
  return fetchFromRelease(machine);
}

async function fetchFromRelease(machine: DebianMachine): Promise<ProvisionedRedis> {
  const work = workFolder('redis');
  try {
    const sources = await machineSources(machine, join(work, 'sources'));
    rmSync(join(work, 'sources'), { recursive: true, force: true });
    const apt = new PrivateApt(join(work, 'apt'), sources, '/var/lib/dpkg/status');
    await apt.update();
    for (const server of SERVERS) {
      const version = await apt.version(server.package);
      if (version === null) continue;
      await apt.unpack(await apt.closure([server.package]), join(work, 'root'));
      rmSync(join(work, 'apt'), { recursive: true });
      const name = `${server.name}-${machine.codename}-${version}-${machine.architecture}`;
      return await openEntry(server, publish(work, name, { [server.name]: version }), machine);
    }
    const names = SERVERS.map(server => server.package).join(', ');
    throw new Error(`apt: ${names}: no hay / not there (${machine.codename})`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function openEntry(server: Server, entry: string, machine: DebianMachine): Promise<ProvisionedRedis> {
  const usr = join(entry, 'root', 'usr');
  return open(join(usr, 'bin', server.program), join(usr, 'lib', machine.triplet));
}

async function open(command: string, libraries: string | null): Promise<ProvisionedRedis> {
  const env = libraries === null ? {} : { LD_LIBRARY_PATH: libraries };
  const version = /v=(\d+\.\d+\.\d+)/.exec(await runCommand(command, ['--version'], { env }))?.[1] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`${command} ${version} < ${OLDEST.join('.')}`);
  }
  return { version, command, libraries };
}
