import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publish, wholeEntries, workFolder } from '../../src/launcher/cache.ts';
import { diskAdvice } from '../../src/launcher/disk-reserve.ts';
import { rotateLogs } from '../../src/launcher/logs.ts';
import { freePort, freeRange, isPortFree, requirePort } from '../../src/launcher/ports.ts';
import { Secrets } from '../../src/launcher/secrets.ts';
import { socketFolder } from '../../src/launcher/socket-folder.ts';
import { readTestReport } from '../../src/launcher/test-report.ts';

let folder: string;
const chosenCache = process.env.CAUCE_CACHE;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-machine-'));
  process.env.CAUCE_CACHE = join(folder, 'cache');
});

afterEach(() => {
  if (chosenCache === undefined) delete process.env.CAUCE_CACHE;
  else process.env.CAUCE_CACHE = chosenCache;
  rmSync(folder, { recursive: true });
});

describe('ports', () => {
  test('a port that another program holds is named with the variable that changes it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(requirePort(port, '127.0.0.1', 'tcp', 'CAUCE_HTTP_PORT')).rejects.toThrow(
      new RegExp(`${port}[^]*CAUCE_HTTP_PORT`),
    );
    server.close();
  });

  test('UDP and TCP are looked at apart', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    expect(await isPortFree(port, '127.0.0.1', 'udp')).toBe(false);
    socket.close();
  });

  test('a range for voice begins at an even port', async () => {
    expect((await freeRange(200)) % 2).toBe(0);
  });

  test('no port is given twice, though nobody listens on the first one yet', async () => {
    const voice = await freeRange(2_000);
    const ports = await Promise.all(Array.from({ length: 500 }, freePort));
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports.filter(port => port >= voice && port < voice + 2_000)).toEqual([]);
  });
});

describe('the cache', () => {
  function fill(version: string): string {
    const work = workFolder('part');
    mkdirSync(join(work, 'bin'));
    writeFileSync(join(work, 'bin', 'program'), `I am ${version}`);
    return publish(work, `part-${version}-amd64`, { part: version });
  }

  test('the newest entry comes first, by number and not by letter', () => {
    for (const version of ['22.9.0', '22.10.1']) fill(version);
    expect(wholeEntries('part-').map(path => path.split('/').at(-1))).toEqual([
      'part-22.10.1-amd64',
      'part-22.9.0-amd64',
    ]);
  });

  test('an entry with a damaged file is not used, and is replaced', () => {
    const entry = fill('1.0');
    writeFileSync(join(entry, 'bin', 'program'), '');
    expect(wholeEntries('part-')).toEqual([]);
    fill('1.0');
    expect(readFileSync(join(entry, 'bin', 'program'), 'utf8')).toBe('I am 1.0');
  });

  test('when another process was faster its entry is used', () => {
    const entry = fill('1.0');
    expect(fill('1.0')).toBe(entry);
    expect(wholeEntries('part-')).toEqual([entry]);
  });

  test('what a killed process left half done is cleared away', () => {
    const left = join(folder, 'cache', '.part.999999999');
    mkdirSync(left, { recursive: true });
    workFolder('part');
    expect(existsSync(left)).toBe(false);
  });
});

describe('the data folder', () => {
  test('secrets are made once and kept', () => {
    const secrets = new Secrets(join(folder, 'secrets'));
    const password = secrets.password('ari');
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(new Secrets(join(folder, 'secrets')).password('ari')).toBe(password);
    expect(readFileSync(secrets.keyFile('server.key', 32))).toHaveLength(32);
  });

  test('sockets go to a short folder when the path would be too long for one', () => {
    expect(socketFolder(folder)).toBe(join(folder, 'run'));
    const short = socketFolder(join(folder, 'x'.repeat(100)));
    expect(short.length).toBeLessThan(60);
    rmSync(short, { recursive: true });
  });

  test('a log that is full is copied away and emptied in place; three old ones are kept', () => {
    const log = join(folder, 'calls.log');
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      writeFileSync(log, text);
      rotateLogs(folder, 2);
    }
    expect(readFileSync(log, 'utf8')).toBe('');
    expect([1, 2, 3, 4].map(age => existsSync(`${log}.${age}`))).toEqual([true, true, true, false]);
    expect(readFileSync(`${log}.1`, 'utf8')).toBe('five');
  });

  test('the reserve is given back on a full disk and taken again only when there is plenty', () => {
    const megabyte = 1024 * 1024;
    expect(diskAdvice(10 * megabyte, true)).toBe('free-the-reserve');
    expect(diskAdvice(10 * megabyte, false)).toBe('leave-it');
    expect(diskAdvice(300 * megabyte, false)).toBe('leave-it');
    expect(diskAdvice(3000 * megabyte, false)).toBe('take-a-reserve');
  });
});

describe('the test report', () => {
  test('skipped tests are told apart, and a file that could not be loaded is a failure', () => {
    const path = join(folder, 'report.json');
    const outcome = (status: string) => ({ status, fullName: `it is ${status}` });
    writeFileSync(
      path,
      JSON.stringify({
        testResults: [
          {
            name: 'a',
            status: 'failed',
            assertionResults: [outcome('passed'), outcome('failed'), outcome('skipped')],
          },
          { name: 'b', status: 'failed', assertionResults: [] },
        ],
      }),
    );
    const report = readTestReport(path);
    expect(report).toMatchObject({ passed: 1, failed: 2 });
    expect(report.notRun.map(entry => entry.what)).toEqual(['it is skipped']);
  });

  test('without a report nothing has passed', () => {
    expect(readTestReport(join(folder, 'none'))).toEqual({ passed: 0, failed: 1, notRun: [] });
  });
});
