import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FlowKeeper } from '../../src/calls/flows/flow-keeper.ts';
import type { Flow } from '../../src/ivr/flow.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';

const text = (prompt: string) => `flow: corto
title: { es: Corto, en: Short }
start: hola
rescue: fin
patience: { tries: 1, firstDigitMs: 5000, interDigitMs: 3000, silent: [hola], wrong: [hola] }
nodes:
  hola: { kind: say, prompts: [${prompt}], next: fin }
  fin: { kind: hang-up, cause: finished }
`;

/** A folder of flows whose file `corto.yaml` can be changed, and what a keeper makes of it. */
function scene(first: string | null, known: readonly Flow[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-keeper-'));
  const prompts = join(folder, 'prompts');
  mkdirSync(prompts);
  writeFileSync(join(prompts, 'hola.wav'), '');
  const file = join(folder, 'corto.yaml');
  const write = (content: string) => writeFileSync(file, content);
  if (first !== null) write(first);
  const clock = fakeClock();
  const told: string[] = [];
  const good: Flow[] = [];
  const keeper = new FlowKeeper(
    { flows: folder, prompts },
    {
      clock,
      log: makeLog('calls', 'silent'),
      onFaults: faults => told.push(faults.map(fault => `${fault.file}:${fault.line}`).join(' ')),
      onGood: flow => good.push(flow),
    },
    known,
  );
  onTestFinished(() => {
    keeper.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  /** The folder tells of the change, the writer has finished, and the keeper has looked. */
  const seen = async () => {
    const before = told.length;
    await waitUntil(() => clock.pending() > 0, { what: 'the change is noticed' });
    clock.advance(10_000);
    await waitUntil(() => told.length > before, { what: 'the files are read again' });
  };
  return { keeper, write, seen, told, good, folder, prompts };
}

test('a file that gets a fault is named with its line, and its last good text stays until it is mended', async () => {
  const { keeper, write, seen, told, good } = scene(text('hola'));
  await keeper.start();
  const before = keeper.get('corto');
  expect(before).not.toBeNull();
  write(text('falta'));
  await seen();
  expect(told).toEqual(['', 'corto.yaml:7']);
  expect(keeper.get('corto')).toBe(before);
  write(`# mended\n${text('hola')}`);
  await seen();
  expect(told.at(-1)).toBe('');
  expect(keeper.get('corto')?.version).not.toBe(before?.version);
  expect(good.map(flow => flow.version)).toEqual([before?.version, keeper.get('corto')?.version]);
});

test('a file that is no text of ours at all is a fault like any other', async () => {
  const { keeper, write, seen, told } = scene(text('hola'));
  await keeper.start();
  write('flow: [corto\n\u0000');
  await seen();
  expect(told.at(-1)).toMatch(/^corto\.yaml:\d+/);
  expect(keeper.get('corto')?.flow).toBe('corto');
});

test('after a restart the last good text of the process before serves while the file has a fault', async () => {
  const before = scene(text('hola'));
  await before.keeper.start();
  const { keeper, write, seen } = scene(text('falta'), before.good);
  await keeper.start();
  expect(keeper.get('corto')).toEqual(before.good[0]);
  write(`# mended\n${text('hola')}`);
  await seen();
  expect(keeper.get('corto')?.version).not.toBe(before.good[0]?.version);
});

test('a flow whose file was removed is not brought back by a restart', async () => {
  const before = scene(text('hola'));
  await before.keeper.start();
  const { keeper } = scene(null, before.good);
  await keeper.start();
  expect(keeper.get('corto')).toBeNull();
});

test('a missing prompt that is added mends the flow', async () => {
  const { keeper, prompts, seen, told } = scene(text('falta'));
  await keeper.start();
  expect(keeper.get('corto')).toBeNull();
  writeFileSync(join(prompts, 'falta.wav'), '');
  await seen();
  expect(told).toEqual(['corto.yaml:7', '']);
  expect(keeper.get('corto')).not.toBeNull();
});

test('a folder that is away keeps nobody from being served, and is read when it is back', async () => {
  const before = scene(text('hola'));
  await before.keeper.start();
  const { keeper, folder, seen, told } = scene(text('hola'), before.good);
  const aside = `${folder}-aside`;
  renameSync(folder, aside);
  await keeper.start();
  expect(keeper.get('corto')).toEqual(before.good[0]);
  expect(told).toEqual([`${folder.split('/').at(-1)}:1`]);
  renameSync(aside, folder);
  expect(existsSync(folder)).toBe(true);
  await seen();
  expect(told.at(-1)).toBe('');
});
