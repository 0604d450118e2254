import { expect, test } from 'vitest';
import { machineTimes } from './machine.ts';

test('what a machine did is told by the first line of /proc/stat, waiting for disks being no work', () => {
  const stat = 'cpu  100 20 30 700 50 5 15 80 9 9\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
  expect(machineTimes(stat)).toEqual({ all: 10, busy: 2.5 });
});
