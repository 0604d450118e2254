import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { readSettings, type Settings } from '../config.ts';
import { cacheFolder } from './cache.ts';
import { isPortFree } from './ports.ts';
import { silent, toScreen } from './progress.ts';
import { provisionAsterisk } from './provision-asterisk.ts';
import { provisionPostgres } from './provision-postgres.ts';
import { provisionRedis } from './provision-redis.ts';
import { provisionTestTool, TEST_TOOLS } from './provision-test-tools.ts';
import { livingProcess } from './supervise.ts';

type Finding = { readonly name: string; readonly isGood: boolean; readonly says: string };

/** Recordings stop below this; see decision 9. */
const FREE_BYTES_WANTED = 500 * 1024 * 1024;
const GIGABYTE = 1024 ** 3;

/** `npm run doctor`: looks at everything that a start and the tests need. Answers 1 when something is missing. */
export async function doctor(): Promise<number> {
  const settings = readSettings(process.env);
  const findings = [
    await part('Asterisk', 'CAUCE_ASTERISK_URL', async () => {
      const found = await provisionAsterisk(join(settings.appDir, 'asterisk-config'), silent);
      return `${found.version}, ${cacheFolder()}`;
    }),
    await part('Redis', 'CAUCE_REDIS_URL', async () => (await provisionRedis(silent)).version),
    await part('PostgreSQL', 'CAUCE_DATABASE_URL', async () => {
      return (await provisionPostgres(settings.appDir, silent)).version;
    }),
    ...(await Promise.all(TEST_TOOLS.map(tool => testTool(tool.name, tool.package)))),
    await port(settings, 'web', settings.httpPort, 'tcp', 'CAUCE_HTTP_PORT'),
    await port(settings, 'asterisk', settings.sipPort, 'udp', 'CAUCE_SIP_PORT'),
    disk(settings),
    auditLog(settings),
    network(),
  ];
  for (const { name, isGood, says } of findings) toScreen(`${isGood ? '✓' : '✗'} ${name}: ${says}`, '');
  return findings.every(finding => finding.isGood) ? 0 : 1;
}

async function part(name: string, variable: string, look: () => Promise<string>): Promise<Finding> {
  const address = process.env[variable];
  if (address) return { name, isGood: true, says: `${variable} (propio / your own)` };
  try {
    return { name, isGood: true, says: await look() };
  } catch (cause) {
    return {
      name,
      isGood: false,
      says: `${cause instanceof Error ? cause.message : cause} (o / or ${variable})`,
    };
  }
}

async function testTool(name: string, debianPackage: string): Promise<Finding> {
  const tool = TEST_TOOLS.find(entry => entry.package === debianPackage);
  try {
    return { name, isGood: true, says: tool ? await provisionTestTool(tool, silent) : '' };
  } catch {
    return {
      name,
      isGood: false,
      says: `solo para npm test: apt-get install --no-install-recommends ${debianPackage} / for npm test only`,
    };
  }
}

async function port(
  settings: Settings,
  owner: string,
  number: number,
  transport: 'tcp' | 'udp',
  variable: string,
): Promise<Finding> {
  const name = `${variable} ${number}/${transport}`;
  if (livingProcess(join(settings.dataDir, 'run'), owner) !== null) {
    return { name, isGood: true, says: `nuestro, ${owner} está corriendo / ours, ${owner} is running` };
  }
  const isGood = await isPortFree(number, settings.bind, transport);
  return {
    name,
    isGood,
    says: isGood
      ? 'libre / free'
      : `ocupado: elija otro con ${variable} / taken: choose another with ${variable}`,
  };
}

function disk(settings: Settings): Finding {
  const { bavail, bsize } = statfsSync(settings.dataDir);
  const isGood = bavail * bsize > FREE_BYTES_WANTED;
  const free = `${((bavail * bsize) / GIGABYTE).toFixed(1)} GB`;
  return {
    name: 'Disco / disk',
    isGood,
    says: isGood ? free : `${free}: sin 500 MB libres no se graba / below 500 MB nothing is recorded`,
  };
}

/** What `web` found when it last looked at the audit log; it looks while it runs. */
function auditLog({ dataDir }: Pick<Settings, 'dataDir'>): Finding {
  const name = 'Auditoría / audit log';
  const text = (file: string) => {
    const path = join(dataDir, 'audit', file);
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
  };
  try {
    const fault = text('fault.txt');
    if (fault !== null) return { name, isGood: false, says: fault };
    const head = text('head.json');
    if (head === null) return { name, isGood: true, says: 'todavía sin revisar / not looked at yet' };
    const { seq, at } = JSON.parse(head) as { seq: number; at: number };
    const when = new Date(at).toISOString();
    return { name, isGood: true, says: `íntegra hasta la fila ${seq} (${when}) / intact up to row ${seq}` };
  } catch (cause) {
    return { name, isGood: false, says: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Asterisk offers browsers only the addresses that the machine has beside 127.0.0.1. */
function network(): Finding {
  const all = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
  const isGood = all.some(entry => entry.family === 'IPv4' && !entry.internal);
  const remedy = 'ip addr add 10.99.0.1/32 dev lo';
  return {
    name: 'IPv4',
    isGood,
    says: isGood
      ? 'bien / good'
      : `sin dirección el navegador no tiene voz / the browser has no voice: ${remedy}`,
  };
}
