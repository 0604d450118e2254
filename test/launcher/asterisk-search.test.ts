import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotFoundError, type Search, searchAsterisk } from '../../src/launcher/asterisk-search.ts';
import { debianMirrors, machineSources } from '../../src/launcher/debian.ts';

/** A Debian archive of four releases with one package without content each, see make.sh. */
const ARCHIVE = join(import.meta.dirname, 'debian-archive');
const ARCHIVE_KEY = join(ARCHIVE, 'archive.gpg');

/** What a mirror answers instead of a file of the archive; null: 404. */
type Spoil = (path: string, file: Buffer) => Buffer | null;

let folder: string;
let mirror: Server;
let spoil: Spoil;
let asked: string[];
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-search-'));
  chmodSync(folder, 0o755);
  spoil = (_path, file) => file;
  asked = [];
  told = [];
  mirror = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace('/debian/', '');
    asked.push(path);
    const file = contentOf(path);
    const answer = file === null ? null : spoil(path, file);
    if (answer === null) response.writeHead(404).end();
    else response.writeHead(200).end(answer);
  }).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
});

afterEach(async () => {
  mirror.closeAllConnections();
  await new Promise(done => mirror.close(done));
  rmSync(folder, { recursive: true });
});

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(join(ARCHIVE, path));
  } catch {
    return null;
  }
}

const uriOf = (port: number) => `http://127.0.0.1:${port}/debian/`;
const here = () => uriOf((mirror.address() as AddressInfo).port);

/** Searches with the machine's real apt; answers the version that the unpacked package holds. */
function search(changes: Partial<Search> = {}): Promise<string> {
  const whole: Search = {
    mirrors: [{ uri: here(), keyring: ARCHIVE_KEY }],
    suites: ['sid', 'testing'],
    wished: null,
    work: join(folder, 'lists'),
    progress: (_es, en) => told.push(en),
    ...changes,
  };
  return searchAsterisk(whole, async (apt, candidate) => {
    const root = join(folder, 'root');
    await apt.unpack(await apt.closure([`asterisk=${candidate.version}`]), root);
    return readFileSync(join(root, 'usr/share/asterisk/version'), 'utf8').trim();
  });
}

/** The sentence of a search that found nothing. */
async function fault(changes: Partial<Search> = {}): Promise<string> {
  const error = await search(changes).catch(cause => cause);
  expect(error).toBeInstanceOf(NotFoundError);
  return error.message;
}

const SID = '1:22.10.1+dfsg+~cs6-1';
const TESTING = '1:22.10.2+dfsg+~cs6-1';

/** One byte changed in the middle. */
function flipped(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const place = Math.floor(copy.length / 2);
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

describe('Asterisk is looked for in the releases of Debian', () => {
  test('and taken from the first that has it; the others are not asked', async () => {
    expect(await search()).toBe(SID);
    expect(asked.some(path => path.includes('testing'))).toBe(false);
    expect(told).toEqual([]);
  });

  test('a package that left the mirror: the next release is tried', async () => {
    spoil = (path, file) => (path.startsWith('pool/sid/') ? null : file);
    expect(await search()).toBe(TESTING);
  });

  test('a package with a wrong byte is thrown away: the next release is tried', async () => {
    spoil = (path, file) => (path.startsWith('pool/sid/') ? flipped(file) : file);
    expect(await search()).toBe(TESTING);
  });

  test('a release that the mirror does not have: the next is tried', async () => {
    expect(await search({ suites: ['nosuch', 'sid'] })).toBe(SID);
  });

  test('a mirror that does not answer is asked once, and the next one for all', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise(done => closed.close(done));
    const mirrors = [
      { uri: uriOf(port), keyring: ARCHIVE_KEY },
      { uri: here(), keyring: ARCHIVE_KEY },
    ];
    expect(await search({ mirrors, suites: ['nosuch', 'older', 'testing'] })).toBe(TESTING);
    const sentence = await fault({ mirrors, suites: ['nosuch', 'older'] });
    expect(sentence.match(/el espejo no responde/g)).toHaveLength(1);
  }, 60_000);

  test('a mirror that sends a byte now and then is given up', async () => {
    const drips = new Set<NodeJS.Timeout>();
    const slow = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': '200000' });
      drips.add(setInterval(() => response.write('-'), 50));
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const mirrors = [{ uri: uriOf((slow.address() as AddressInfo).port), keyring: ARCHIVE_KEY }];
    try {
      expect(await fault({ mirrors, patienceMs: 1_000 })).toContain('el espejo no responde');
    } finally {
      for (const drip of drips) clearInterval(drip);
      slow.closeAllConnections();
      slow.close();
    }
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['the page of a log-in', response => response.writeHead(200).end('<html>Wi-Fi</html>')],
    ['a proxy that wants a password', response => response.writeHead(407).end()],
    ['a firewall', response => response.writeHead(403).end('blocked')],
    ['a redirection without end', response => response.writeHead(302, { location: '/debian/' }).end()],
  ])('%s in place of the mirror is told as that, once', async (_what, answer) => {
    mirror.removeAllListeners('request').on('request', (_request, response) => answer(response));
    const sentence = await fault();
    expect(sentence.match(/en vez del espejo contesta/g)).toHaveLength(1);
    expect(sentence).not.toContain('debian-archive-keyring');
  });

  test('a full disk ends the search: no other release needs less', async () => {
    const full = new Error('ENOSPC: no space left on device, write');
    const searching = searchAsterisk(
      {
        mirrors: [{ uri: here(), keyring: ARCHIVE_KEY }],
        suites: ['sid', 'testing'],
        wished: null,
        work: join(folder, 'lists'),
        progress: () => {},
      },
      () => Promise.reject(full),
    );
    await expect(searching).rejects.toBe(full);
    expect(asked.some(path => path.includes('testing'))).toBe(false);
  });
});

describe('the sources of the machine', () => {
  const chosen = process.env.APT_CONFIG;
  afterEach(() => {
    if (chosen === undefined) delete process.env.APT_CONFIG;
    else process.env.APT_CONFIG = chosen;
  });

  /** A machine of Debian sid whose apt has never fetched a list. */
  function newMachine(sources: string): void {
    const list = join(folder, 'machine.list');
    writeFileSync(list, sources);
    const settings = { 'Dir::Etc::sourcelist': list, 'Dir::Etc::sourceparts': '/dev/null' };
    const file = join(folder, 'apt.conf');
    const lists = `Dir::State::lists "${join(folder, 'no-lists')}";\n`;
    writeFileSync(
      file,
      lists +
        Object.entries(settings)
          .map(([name, value]) => `${name} "${value}";\n`)
          .join(''),
    );
    process.env.APT_CONFIG = file;
  }
  const machine = { codename: 'sid', architecture: 'amd64', triplet: 'x86_64-linux-gnu' };

  test('are found where apt has no lists yet', async () => {
    newMachine(`deb [signed-by=${ARCHIVE_KEY}] ${here()} sid main\n`);
    const own = { uri: here(), release: 'sid', keyring: ARCHIVE_KEY };
    expect(await machineSources(machine, join(folder, 'sources'))).toEqual([own]);
    const mirrors = await debianMirrors(machine, join(folder, 'sources'));
    expect(mirrors[0]).toMatchObject({ uri: here(), keyring: ARCHIVE_KEY });
  });

  test('are Debian itself where none can be had', async () => {
    newMachine(`deb [signed-by=${ARCHIVE_KEY}] ${here()}nosuch sid main\n`);
    const sources = await machineSources(machine, join(folder, 'sources'));
    expect(sources).toMatchObject([{ uri: 'http://deb.debian.org/debian/', release: 'sid' }]);
  });
});

describe('nothing is taken that Debian has not signed', () => {
  test.each<[string, Partial<Search>, Spoil]>([
    [
      'a list of the release that was changed',
      {},
      (path, file) => (path.endsWith('InRelease') ? flipped(file) : file),
    ],
    ['a release without a signature', {}, (path, file) => (path.endsWith('InRelease') ? null : file)],
    [
      'a signature by a stranger',
      { mirrors: [{ uri: '', keyring: join(ARCHIVE, 'stranger.gpg') }] },
      (_path, file) => file,
    ],
  ])('%s', async (_what, changes, how) => {
    spoil = how;
    const mirrors = (changes.mirrors ?? [{ uri: '', keyring: ARCHIVE_KEY }]).map(each => ({
      ...each,
      uri: here(),
    }));
    const sentence = await fault({ ...changes, mirrors });
    expect(sentence).toContain('la firma de Debian no se pudo comprobar');
    expect(sentence).toContain("Debian's signature could not be checked");
    expect(asked.some(path => path.startsWith('pool/'))).toBe(false);
  });

  test('a package list that is not the signed one', async () => {
    spoil = (path, file) => (path.endsWith('binary-all/Packages') ? flipped(file) : file);
    expect(await fault()).toContain('no tiene la suma que dice la lista firmada');
    expect(asked.some(path => path.startsWith('pool/'))).toBe(false);
  });
});

describe('a release with another branch only', () => {
  test('is refused while that branch was not tried, and the sentence says what to do', async () => {
    const sentence = await fault({ suites: ['newer', 'older'] });
    expect(sentence).toContain('newer: 1:24.1.0+dfsg+~cs6-1; older: 1:22.10.0+dfsg+~cs6-1');
    expect(sentence).toContain('CAUCE_ASTERISK_BRANCH=24');
    expect(asked.some(path => path.startsWith('pool/'))).toBe(false);
  });

  test('is taken with a warning when a person wishes it', async () => {
    expect(await search({ suites: ['sid', 'newer'], wished: 24 })).toBe('1:24.1.0+dfsg+~cs6-1');
    expect(told).toEqual([expect.stringContaining('Asterisk 24.1.0')]);
  });
});
