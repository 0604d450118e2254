import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { makeLog } from '../../src/kit/log.ts';
import { machineReset, RESET_FILE } from '../../src/roles/web/machine-reset.ts';

const log = makeLog('web', 'silent');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauce-reset-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('who is named in the file is meant, once, however the name is written, and nobody else', async () => {
  const reset = machineReset(folder, systemClock(), log);
  expect(await reset('admin')).toBe(false);
  writeFileSync(join(folder, RESET_FILE), 'Admin\n');
  expect(await reset('supervisor')).toBe(false);
  const answers = await Promise.all([reset('admin'), reset('admin'), reset('admin')]);
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(existsSync(join(folder, RESET_FILE))).toBe(false);
});

test('a file that was forgotten is worth nothing, and is taken away', async () => {
  const reset = machineReset(folder, systemClock(), log);
  const path = join(folder, RESET_FILE);
  writeFileSync(path, 'admin');
  const old = Date.now() / 1_000 - 16 * 60;
  utimesSync(path, old, old);
  expect(await reset('admin')).toBe(false);
  expect(existsSync(path)).toBe(false);
});

test('what cannot be read stops nobody from logging in', async () => {
  mkdirSync(join(folder, RESET_FILE));
  expect(await machineReset(folder, systemClock(), log)('admin')).toBe(false);
});
