import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotFoundError, type Search, searchAsterisk } from '../../src/launcher/asterisk-search.ts';

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
