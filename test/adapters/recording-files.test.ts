import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../src/adapters/files/recording-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a recording lies in a folder of its day and only its owner can read it', async () => {
  const files = recordingFiles(folder);
  await files.write('2026/11/22/a.wav', Buffer.from('one'));
  await files.write('2026/11/22/a.wav', Buffer.from('two'));
  const place = join(folder, '2026/11/22/a.wav');
  expect(readFileSync(place, 'utf8')).toBe('two');
  expect(statSync(place).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, '2026')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, '2026/11/22'))).toEqual(['a.wav']);
});

test('what cannot be written leaves nothing half made', async () => {
  writeFileSync(join(folder, '2026'), 'a file where a folder should be');
  await expect(recordingFiles(folder).write('2026/11/22/a.wav', Buffer.from('x'))).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['2026']);
});
