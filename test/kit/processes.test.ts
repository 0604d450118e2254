import { expect, test } from 'vitest';
import { cpuSeconds, familyOf, isAlive, RunningProcess, residentBytes } from './processes.ts';

const node = process.execPath;

test('a process is heard, measured and killed', async () => {
  const child = new RunningProcess(node, [
    '-e',
    'console.log("lista " + process.pid); setInterval(() => {}, 1000)',
  ]);
  const [, pid] = await child.says(/lista (\d+)/);
  expect(Number(pid)).toBe(child.pid);
  expect(familyOf(process.pid)).toContain(child.pid);
  expect(cpuSeconds(child.pid)).toBeGreaterThan(0);
  expect(residentBytes(child.pid)).toBeGreaterThan(10 << 20);
  await child.kill9();
  expect(await child.exited).toBe('SIGKILL');
  expect(isAlive(child.pid)).toBe(false);
});

test('a process that ends before it said its line fails at once with what it said', async () => {
  const child = new RunningProcess(node, ['-e', 'console.error("sin red"); process.exit(3)']);
  await expect(child.says(/lista/)).rejects.toThrow(/sin red/);
  expect(await child.exited).toBe(3);
});

test('a process that does not stop when asked is killed and reported', async () => {
  const child = new RunningProcess(node, [
    '-e',
    'process.on("SIGTERM", () => {}); console.log("lista"); setInterval(() => {}, 1000)',
  ]);
  await child.says(/lista/);
  await expect(child.stop('SIGTERM', 200)).rejects.toThrow(/did not stop/);
  expect(isAlive(child.pid)).toBe(false);
});
