import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { waitedForProcessor } from '../../src/launcher/process-identity.ts';
import { hangs, MISSES, NO_SILENCE, ROUND_MS, type Round, silenceAfter } from '../../src/launcher/pulse.ts';
import { RunningProcess } from '../kit/processes.ts';
import { waitUntil } from '../kit/wait-until.ts';

const SILENT: Round = { answered: false, tookMs: ROUND_MS, waitedMs: 0 };
const silent = (changes: Partial<Round>): Round => ({ ...SILENT, ...changes });

/** In which round (1 is the first) the program counts as hanging; null when in none of them. */
function hangsIn(rounds: readonly Round[]): number | null {
  let silence = NO_SILENCE;
  for (const [index, one] of rounds.entries()) {
    silence = silenceAfter(silence, one, ROUND_MS);
    if (hangs(silence, ROUND_MS)) return index + 1;
  }
  return null;
}

const times = (count: number, one: Round): Round[] => Array.from({ length: count }, () => one);

describe('a program that does not answer', () => {
  test('hangs after three rounds, if it ran or slept in them', () => {
    expect(MISSES).toBe(3);
    expect(hangsIn(times(9, SILENT))).toBe(3);
    expect(hangsIn(times(9, silent({ waitedMs: 200, tookMs: ROUND_MS + 300 })))).toBe(3);
  });

  test('does not hang as long as it waits for the processor', () => {
    expect(hangsIn(times(100, silent({ waitedMs: ROUND_MS })))).toBeNull();
  });

  test('hangs on a loaded machine when it has had as much of the processor, and no answer', () => {
    // A tenth of a processor for who runs in circles: 150 s instead of 15, less what scheduling takes.
    expect(hangsIn(times(100, silent({ waitedMs: 0.9 * ROUND_MS })))).toBe(27);
    expect(hangsIn([...times(2, SILENT), silent({ waitedMs: ROUND_MS }), SILENT])).toBe(4);
  });

  test('begins anew with an answer', () => {
    const answered: Round = { answered: true, tookMs: ROUND_MS, waitedMs: 0 };
    expect(hangsIn([SILENT, SILENT, answered, SILENT, SILENT])).toBeNull();
    expect(hangsIn([SILENT, SILENT, answered, SILENT, SILENT, SILENT])).toBe(6);
  });

  test('is not judged by a round in which the watcher itself was late', () => {
    expect(hangsIn(times(100, silent({ tookMs: 2 * ROUND_MS })))).toBeNull();
  });
});

test('how long a process waits for the processor is told by the kernel', async () => {
  const [, first = '0'] =
    /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const busy = ['--cpu-list', first, process.execPath, '-e', 'for (;;);'];
  const pinned = () => new RunningProcess('taskset', busy);
  const both = [pinned(), pinned()];
  for (const { pid } of both) {
    await waitUntil(() => waitedForProcessor(pid) > 50, { what: 'it has waited for the other' });
  }
  await Promise.all(both.map(one => one.kill9()));
  expect(both.map(({ pid }) => waitedForProcessor(pid))).toEqual([0, 0]);
});
