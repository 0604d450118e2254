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

/** BullMQ's scripts need 6.2. */
const OLDEST = [6, 2] as const;

/** The machine's own Redis, else the one in the cache, else the package of the machine's release unpacked there. */
export async function provisionRedis(progress: Progress): Promise<ProvisionedRedis> {
  const own = await open('redis-server', null).catch(() => null);
  if (own !== null) return own;
  try {
    return await fromCacheOrRelease(progress);
  } catch (cause) {
    throw new PartUnavailableError('Redis', 'CAUCE_REDIS_URL', cause);
  }
}

async function fromCacheOrRelease(progress: Progress): Promise<ProvisionedRedis> {
  const machine = await debianMachine();
  for (const entry of wholeEntries(`redis-${machine.codename}-`)) {
    const found = await openEntry(entry, machine).catch(() => null);
    if (found !== null) return found;
  }
  progress('Descargo Redis…', 'Downloading Redis…');
  return fetchFromRelease(machine);
}

async function fetchFromRelease(machine: DebianMachine): Promise<ProvisionedRedis> {
  const work = workFolder('redis');
  try {
    const apt = new PrivateApt(join(work, 'apt'), await machineSources(), '/var/lib/dpkg/status');
    await apt.update();
    const version = await apt.version('redis-server');
    await apt.unpack(await apt.closure(['redis-server']), join(work, 'root'));
    rmSync(join(work, 'apt'), { recursive: true });
    const name = `redis-${machine.codename}-${version}-${machine.architecture}`;
    return await openEntry(publish(work, name, { redis: version }), machine);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function openEntry(entry: string, machine: DebianMachine): Promise<ProvisionedRedis> {
  const usr = join(entry, 'root', 'usr');
  return open(join(usr, 'bin', 'redis-server'), join(usr, 'lib', machine.triplet));
}

async function open(command: string, libraries: string | null): Promise<ProvisionedRedis> {
  const env = libraries === null ? {} : { LD_LIBRARY_PATH: libraries };
  const version = /v=(\d+\.\d+\.\d+)/.exec(await runCommand(command, ['--version'], { env }))?.[1] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`Redis ${version} < ${OLDEST.join('.')}`);
  }
  return { version, command, libraries };
}
