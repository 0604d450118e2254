import { expect, test } from 'vitest';
import { EnvironmentError } from '../../src/kit/environment.ts';
import { awaitLastCalls } from '../../src/launcher/last-calls.ts';
import { readStopWait } from '../../src/launcher/stop-wait.ts';

const NEVER = new Promise<never>(() => {});

/** What is asked finds these numbers one after the other, and the last one for ever. */
async function waitFor(
  found: readonly (number | null)[],
  { waitSeconds = 60, insisted = NEVER }: { waitSeconds?: number; insisted?: Promise<unknown> } = {},
) {
  const told: string[] = [];
  let asked = 0;
  const ask = async () => found[Math.min(asked++, found.length - 1)] ?? null;
  await awaitLastCalls(ask, {
    waitSeconds,
    again: () => insisted,
    report: (_es, en) => told.push(en),
    askEveryMs: 1,
  });
  return { asked, told };
}

test('without calls nobody waits, and nothing is said', async () => {
  expect(await waitFor([0])).toEqual({ asked: 1, told: [] });
});

test('it is said once how many calls there are, and the last of them is waited for', async () => {
  const { asked, told } = await waitFor([2, 2, 1, 1, 0]);
  expect(asked).toBe(5);
  expect(told).toEqual([expect.stringMatching(/^Calls in progress: 2;.*up to 60 s.*Ctrl-C again/)]);
});

test('who insists waits no longer', async () => {
  let insist: (how: null) => void = () => {};
  const insisted = new Promise(resolve => {
    insist = resolve;
  });
  const waiting = waitFor([1], { insisted });
  insist(null);
  expect((await waiting).told).toHaveLength(1);
});

test('it has an end, which is said; 0 waits for nothing', async () => {
  const { told } = await waitFor([1], { waitSeconds: 0.4 });
  expect(told.at(-1)).toMatch(/cut: 1/);
  expect(await waitFor([1], { waitSeconds: 0 })).toEqual({ asked: 0, told: [] });
});

test('a call service that does not answer is not waited for; one that is started again is', async () => {
  expect((await waitFor([null])).asked).toBe(1);
  expect((await waitFor([1, null, null, 1, 0])).asked).toBe(5);
  expect((await waitFor([1, null])).asked).toBe(6);
});

test('the time is a whole number of seconds, of a day at most', () => {
  expect([readStopWait({}), readStopWait({ CAUCE_STOP_WAIT: '0' })]).toEqual([600, 0]);
  for (const bad of ['-1', '10m', '99999']) {
    expect(() => readStopWait({ CAUCE_STOP_WAIT: bad })).toThrow(EnvironmentError);
  }
});
