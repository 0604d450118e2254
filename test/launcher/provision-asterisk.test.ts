import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publish, workFolder } from '../../src/launcher/cache.ts';
import { debianMachine } from '../../src/launcher/debian.ts';
import { PartUnavailableError } from '../../src/launcher/part-unavailable.ts';
import { provisionAsterisk } from '../../src/launcher/provision-asterisk.ts';

const TEMPLATES = join(import.meta.dirname, '..', '..', 'asterisk-config');
const LOADERS = { amd64: 'ld-linux-x86-64.so.2', arm64: 'ld-linux-aarch64.so.1' } as Record<string, string>;
const VARIABLES = ['CAUCE_CACHE', 'APT_CONFIG', 'CAUCE_ASTERISK_BRANCH'];
const chosen = VARIABLES.map(name => [name, process.env[name]] as const);

let folder: string;
let mirror: Server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-provision-'));
  chmodSync(folder, 0o755);
  process.env.CAUCE_CACHE = join(folder, 'cache');
  delete process.env.CAUCE_ASTERISK_BRANCH;
  // No mirror gives anything today.
  mirror = createServer((_request, response) => response.writeHead(403).end()).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const { port } = mirror.address() as AddressInfo;
  const settings = join(folder, 'apt.conf');
  writeFileSync(
    settings,
    `Acquire::http::Proxy "http://127.0.0.1:${port}";\nAcquire::https::Proxy "DIRECT";\n`,
  );
  process.env.APT_CONFIG = settings;
});

afterEach(async () => {
  for (const [name, value] of chosen) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  mirror.closeAllConnections();
  await new Promise(done => mirror.close(done));
  rmSync(folder, { recursive: true });
});

/** An entry of the cache by this name, whole, whose program tells this version of itself. */
async function kept(name: string, tells: string): Promise<void> {
  const { architecture, triplet } = await debianMachine();
  const work = workFolder('asterisk');
  const libraries = join(work, 'root', 'usr', 'lib', triplet);
  mkdirSync(libraries, { recursive: true });
  const loader = join(libraries, LOADERS[architecture] ?? '');
  writeFileSync(loader, `#!/bin/sh\necho 'Asterisk ${tells}'\n`);
  chmodSync(loader, 0o755);
  publish(work, `asterisk-${name}-${architecture}`, { asterisk: name });
}

describe('the Asterisk that is started', () => {
  test('is one that tells a good version of itself', async () => {
    await kept('22.10.1', '22.10.1~dfsg+~cs6.17-1');
    expect((await provisionAsterisk(TEMPLATES, () => {})).version).toBe('22.10.1');
  });

  test.each([
    ['22.11.0', '22.10.0'],
    ['22.10.1', '20.19.0'],
    ['22.10.1', 'certified/22.8-cert1'],
    ['22.10.1', 'GIT-master-1234'],
    ['22.10.1', '24.1.0'],
  ])('is not one that calls itself %s and tells %s', async (name, tells) => {
    await kept(name, tells);
    const taken = provisionAsterisk(TEMPLATES, () => {});
    await expect(taken).rejects.toBeInstanceOf(PartUnavailableError);
  });
});
