import { expect, test } from 'vitest';
import { ASKED_WITHIN_MS, LOOK_EVERY_MS, TrunkAway } from '../../src/calls/watches/trunk-away.ts';
import { fakeClock } from '../kit/fake-clock.ts';

/** What each look finds, one after the other, and what is told of it. */
const told = (...looks: (boolean | null | Error)[]) => toldOf(false, looks);

async function toldOf(isFresh: boolean, looks: (boolean | null | Error)[]): Promise<string[]> {
  const clock = fakeClock();
  const said: string[] = [];
  let look = 0;
  const watch = new TrunkAway({
    clock,
    reachable: async () => {
      const found = looks[look] ?? null;
      look += 1;
      if (found instanceof Error) throw found;
      return found;
    },
    onAway: () => said.push(`away after ${look}`),
    onBack: () => said.push(`back after ${look}`),
  });
  if (isFresh) watch.cameUp();
  watch.start();
  for (let round = 0; round < looks.length; round += 1) {
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(LOOK_EVERY_MS);
  }
  watch.stop();
  return said;
}

test('a trunk that is silent twice is away, once, until it answers', async () => {
  expect(await told(true, false, true, false, false, false, true, true)).toEqual([
    'away after 5',
    'back after 7',
  ]);
});

test('where nothing is known nothing changes', async () => {
  expect(await told(null, null, null)).toEqual([]);
  expect(await told(false, null, new Error('no'), false, null, true)).toEqual([
    'away after 4',
    'back after 6',
  ]);
});

test('a telephone system that has just come up has not asked it yet: only a silence that lasts is one', async () => {
  expect(await toldOf(true, [false, false, false, true, true])).toEqual([]);
  const before = ASKED_WITHIN_MS / LOOK_EVERY_MS;
  expect(
    await toldOf(
      true,
      Array.from({ length: before + 3 }, () => false),
    ),
  ).toEqual([`away after ${before + 2}`]);
});
