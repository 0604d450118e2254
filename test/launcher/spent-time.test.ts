import { describe, expect, test } from 'vitest';
import { allProcesses, type ProcessTime, SpentTime } from '../../src/launcher/spent-time.ts';
import { cpuSeconds, RunningProcess } from '../kit/processes.ts';
import { waitUntil } from '../kit/wait-until.ts';

const ROOT = 100;
const one = (pid: number, parent: number, ticks: number, startTime = 'a'): ProcessTime => ({
  pid,
  parent,
  startTime,
  ticks,
});

/** Seconds after so many looks at the machine. */
function spentAfter(...looks: readonly (readonly ProcessTime[])[]): number {
  const spent = new SpentTime(ROOT);
  for (const all of looks) spent.look(all);
  return spent.seconds();
}

describe('the processor time of a process with all that it starts', () => {
  test('is its own and that of its descendants, and nobody else’s', () => {
    expect(spentAfter([one(ROOT, 1, 100), one(101, ROOT, 200), one(102, 101, 300), one(7, 1, 5_000)])).toBe(
      6,
    );
  });

  test('counts those that ended once: the kernel has added them to the parent that waited for them', () => {
    expect(spentAfter([one(ROOT, 1, 100), one(101, ROOT, 200)], [one(ROOT, 1, 350)])).toBe(3.5);
  });

  test('knows one that outlived its parent, and remembers it when it is gone', () => {
    const before = [one(ROOT, 1, 100), one(101, ROOT, 200), one(102, 101, 300)];
    const orphan = [one(ROOT, 1, 300), one(102, 1, 400)];
    expect(spentAfter(before, orphan)).toBe(7);
    expect(spentAfter(before, orphan, [one(ROOT, 1, 300), one(102, 1, 500), one(103, 102, 50)])).toBe(8.5);
    expect(spentAfter(before, orphan, [one(ROOT, 1, 300)])).toBe(7);
  });

  test('does not take a number that was given away for the process that had it', () => {
    const before = [one(ROOT, 1, 100), one(101, ROOT, 200)];
    expect(spentAfter(before, [one(ROOT, 1, 300), one(101, 1, 9_000, 'b')])).toBe(3);
  });
});

test('a process and its child are read from /proc', async () => {
  const busy = new RunningProcess(process.execPath, ['--eval', 'for (;;);']);
  await waitUntil(() => cpuSeconds(busy.pid) > 0, { what: 'it has worked' });
  const seen = allProcesses().find(({ pid }) => pid === busy.pid);
  await busy.kill9();
  expect(seen?.parent).toBe(process.pid);
  expect(seen?.ticks).toBeGreaterThan(0);
});
