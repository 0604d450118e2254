import { expect, onTestFinished, test } from 'vitest';
import { RedisWatch } from '../../../src/adapters/jobs/redis-watch.ts';
import { memoryAlarms } from '../../../src/adapters/memory/alarms.ts';
import { memoryRecords } from '../../../src/adapters/memory/records.ts';
import { CauceError } from '../../../src/kit/errors.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { fakeClock } from '../../kit/fake-clock.ts';
import { waitUntil } from '../../kit/wait-until.ts';

async function scene({ raisedBefore = false } = {}) {
  const clock = fakeClock();
  const start = clock.now();
  const book = memoryAlarms(memoryRecords());
  const away = { redis: false, book: false };
  const unlessAway = (part: keyof typeof away) => {
    if (away[part]) throw new CauceError('store-away', { part });
  };
  /** `lost`: the book writes it down, and then its answer is lost. */
  const answer = { lost: false };
  const written = () => {
    if (answer.lost) throw new CauceError('store-away', { part: 'book' });
  };
  const words = { es: 'de antes', en: 'from before' };
  if (raisedBefore) await book.raise({ id: 'redis', since: 1, severity: 'critical', words });
  let writes = 0;
  const watch = new RedisWatch({
    ask: async () => unlessAway('redis'),
    alarms: {
      async raise(alarm) {
        unlessAway('book');
        writes += 1;
        await book.raise(alarm);
        written();
      },
      async clear(id, at) {
        unlessAway('book');
        writes += 1;
        await book.clear(id, at);
        written();
      },
    },
    clock,
    log: makeLog('worker', 'silent'),
  });
  onTestFinished(() => watch.stop());
  const looked = () => waitUntil(() => clock.pending() === 1, { what: 'the next look is planned', every: 1 });
  const seconds = async (count: number) => {
    for (let each = 0; each < count; each++) {
      clock.advance(1_000);
      await looked();
    }
  };
  await looked();
  const standing = async () => (await book.list()).map(({ id, since }) => ({ id, after: since - start }));
  return { clock, book, away, answer, watch, seconds, standing, writes: () => writes };
}

test('Redis that does not answer for three seconds is an alarm since it was missed, until it answers', async () => {
  const { book, away, seconds, standing } = await scene();
  await seconds(2);
  away.redis = true;
  await seconds(3);
  expect(await standing()).toEqual([]);
  await seconds(1);
  expect(await standing()).toEqual([{ id: 'redis', after: 3_000 }]);
  expect((await book.list())[0]).toMatchObject({ severity: 'critical' });
  away.redis = false;
  await seconds(1);
  expect(await standing()).toEqual([]);
});

test('a reconnect of a second is none, however often it comes', async () => {
  const { away, seconds, writes } = await scene();
  const before = writes();
  for (let each = 0; each < 5; each++) {
    away.redis = true;
    await seconds(2);
    away.redis = false;
    await seconds(1);
  }
  expect(writes()).toBe(before);
});

test('the book is written to once for each time away', async () => {
  const { away, seconds, writes } = await scene();
  const before = writes();
  away.redis = true;
  await seconds(30);
  away.redis = false;
  await seconds(30);
  expect(writes()).toBe(before + 2);
});

test('an alarm that an earlier process left behind is over with the first answer', async () => {
  const { standing } = await scene({ raisedBefore: true });
  expect(await standing()).toEqual([]);
});

test('with the book away too it is told when the book is back, if Redis is not', async () => {
  const { away, seconds, standing } = await scene();
  away.redis = true;
  away.book = true;
  await seconds(20);
  away.book = false;
  await seconds(1);
  expect(await standing()).toEqual([{ id: 'redis', after: 1_000 }]);
  away.book = true;
  away.redis = false;
  await seconds(5);
  away.book = false;
  await seconds(1);
  expect(await standing()).toEqual([]);
});

test('an alarm whose writing was never confirmed does not stay behind', async () => {
  const { away, answer, seconds, standing } = await scene();
  away.redis = true;
  answer.lost = true;
  await seconds(4);
  expect(await standing()).toHaveLength(1);
  away.redis = false;
  answer.lost = false;
  await seconds(1);
  expect(await standing()).toEqual([]);
});

test('a watch that has stopped asks nobody again', async () => {
  const { clock, watch, away, standing } = await scene();
  away.redis = true;
  watch.stop();
  clock.advance(60_000);
  expect(clock.pending()).toBe(0);
  expect(await standing()).toEqual([]);
});
