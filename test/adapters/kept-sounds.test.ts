import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptSounds } from '../../src/adapters/files/kept-sounds.ts';
import type { KeptSound } from '../../src/recordings/ports.ts';

/** Four blocks and a bit. */
const SOUND = randomBytes(4 * 65_536 + 1_234);
const SHA256 = createHash('sha256').update(SOUND).digest('hex');
const damaged = { code: 'recording-damaged' };

let folder: string;
let place: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-sounds-'));
  place = join(folder, 'a.wav');
  writeFileSync(place, SOUND);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes one byte where it lies, as a tool or a bad disk does, and nothing else of the file. */
function flip(at: number): void {
  const file = openSync(place, 'r+');
  writeSync(file, Buffer.of((SOUND[at] ?? 0) ^ 0x10), 0, 1, at);
  closeSync(file);
}

async function opened(sounds = keptSounds(folder)): Promise<KeptSound> {
  const sound = await sounds.open('a.wav', SHA256);
  if (sound === null) throw new Error('there is no such sound');
  return sound;
}

async function bytes(sound: KeptSound, from = 0, to = sound.size - 1): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const some of sound.read(from, to)) read.push(some);
  return Buffer.concat(read);
}

describe('a kept sound', () => {
  test('is read whole and in any part', async () => {
    const sound = await opened();
    expect([sound.size, sound.modifiedAt]).toEqual([SOUND.length, Math.trunc(statSync(place).mtimeMs)]);
    expect((await bytes(sound)).equals(SOUND)).toBe(true);
    for (const [from, to] of [
      [0, 0],
      [65_535, 65_536],
      [65_536, 131_071],
      [70_000, 200_000],
      [SOUND.length - 1, SOUND.length - 1],
    ] as const)
      expect((await bytes(sound, from, to)).equals(SOUND.subarray(from, to + 1)), `${from}-${to}`).toBe(true);
  });

  test('is read whole once for all that is asked of it, and anew when it is another file', async () => {
    const sounds = keptSounds(folder);
    const both = await Promise.all([opened(sounds), opened(sounds)]);
    expect(both.map(one => one.readWhole)).toEqual([true, true]);
    expect((await opened(sounds)).readWhole).toBe(false);
    writeFileSync(`${place}.new`, SOUND);
    renameSync(`${place}.new`, place);
    expect((await opened(sounds)).readWhole).toBe(true);
  });

  test('that is empty, missing, a folder or outside of the recordings', async () => {
    const sounds = keptSounds(folder);
    const empty = createHash('sha256').digest('hex');
    writeFileSync(join(folder, 'empty.wav'), '');
    expect(await sounds.open('empty.wav', empty)).toMatchObject({ size: 0 });
    for (const path of ['none.wav', '.', '../../etc/passwd', '/etc/passwd', ''])
      expect(await sounds.open(path, empty), path).toBeNull();
  });

  test('without a hash is vouched for by nobody', async () => {
    await expect(keptSounds(folder).open('a.wav', '')).rejects.toMatchObject(damaged);
  });
});

describe('a sound that is not what was kept', () => {
  test.each([0, 65_535, 65_536, 150_000, SOUND.length - 1])(
    'with byte %i changed is not opened',
    async at => {
      flip(at);
      await expect(opened()).rejects.toMatchObject(damaged);
    },
  );

  test('that was cut, has grown, or is another recording is not opened', async () => {
    const sounds = keptSounds(folder);
    for (const change of [
      () => truncateSync(place, SOUND.length - 1),
      () => writeFileSync(place, Buffer.concat([SOUND, Buffer.of(0)])),
      () => writeFileSync(place, randomBytes(SOUND.length)),
    ]) {
      writeFileSync(place, SOUND);
      await opened(sounds);
      change();
      await expect(opened(sounds)).rejects.toMatchObject(damaged);
    }
  });

  test('is found although the time of the file was put back', async () => {
    const sounds = keptSounds(folder);
    await opened(sounds);
    const { atime, mtime } = statSync(place);
    flip(150_000);
    utimesSync(place, atime, mtime);
    await expect(opened(sounds)).rejects.toMatchObject(damaged);
  });

  test('that changes after it was opened is cut before the block of that byte; parts without it are had', async () => {
    const sounds = keptSounds(folder);
    const sound = await opened(sounds);
    flip(150_000);
    const read: Buffer[] = [];
    await expect(
      (async () => {
        for await (const some of sound.read(0, SOUND.length - 1)) read.push(some);
      })(),
    ).rejects.toMatchObject(damaged);
    expect(Buffer.concat(read).equals(SOUND.subarray(0, 2 * 65_536))).toBe(true);
    expect((await bytes(sound, 0, 131_071)).equals(SOUND.subarray(0, 131_072))).toBe(true);
    await expect(bytes(sound, 149_999, 149_999)).rejects.toMatchObject(damaged);
  });

  test('behind a link that is turned while it is open gives no byte of the other file', async () => {
    writeFileSync(join(folder, 'other'), randomBytes(SOUND.length));
    renameSync(place, join(folder, 'right'));
    symlinkSync('right', place);
    const sound = await opened();
    rmSync(place);
    symlinkSync('other', place);
    await expect(bytes(sound, 0, 0)).rejects.toMatchObject(damaged);
  });
});

test('of many sounds the last ones are remembered, the others are read anew', async () => {
  const sounds = keptSounds(folder, 1_500);
  const names = ['a.wav', 'b.wav', 'c.wav', 'd.wav'];
  for (const name of names) writeFileSync(join(folder, name), SOUND);
  const readWhole = async (name: string) => (await sounds.open(name, SHA256))?.readWhole;
  for (const name of names) expect(await readWhole(name)).toBe(true);
  expect(await readWhole('d.wav')).toBe(false);
  expect(await readWhole('a.wav')).toBe(true);
});
