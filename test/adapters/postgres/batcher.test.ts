import { describe, expect, test } from 'vitest';
import { Batcher } from '../../../src/adapters/postgres/batcher.ts';

/** Batches that the test settles. */
function heldBatches() {
  const batches: { requests: readonly number[]; resolve: () => void; fail: (error: Error) => void }[] = [];
  let begun: () => void = () => undefined;
  const batcher = new Batcher<number, string>(
    requests =>
      new Promise((resolve, fail) => {
        batches.push({
          requests,
          resolve: () => resolve(requests.map(request => `answer ${request}`)),
          fail,
        });
        begun();
      }),
    3,
  );
  const nextBatch = () =>
    new Promise<void>(resolve => {
      begun = resolve;
    });
  return { batches, batcher, nextBatch };
}

describe('requests of one moment', () => {
  test('have each its own answer from one batch', async () => {
    const { batches, batcher, nextBatch } = heldBatches();
    const begins = nextBatch();
    const answers = Promise.all([batcher.request(1), batcher.request(2)]);
    await begins;
    expect(batches.map(batch => batch.requests)).toEqual([[1, 2]]);
    batches[0]?.resolve();
    expect(await answers).toEqual(['answer 1', 'answer 2']);
  });

  test('queue while a batch runs, and a batch has no more than its limit', async () => {
    const { batches, batcher, nextBatch } = heldBatches();
    let begins = nextBatch();
    const answers = [batcher.request(0)];
    await begins;
    answers.push(...[1, 2, 3, 4].map(request => batcher.request(request)));
    expect(batches).toHaveLength(1);
    for (let batch = 0; batch < 3; batch += 1) {
      begins = nextBatch();
      batches[batch]?.resolve();
      if (batch < 2) await begins;
    }
    expect(batches.map(batch => batch.requests)).toEqual([[0], [1, 2, 3], [4]]);
    expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4].map(request => `answer ${request}`));
  });

  test('share the fault of their batch, and the next batch is not affected', async () => {
    const { batches, batcher, nextBatch } = heldBatches();
    let begins = nextBatch();
    const lost = Promise.allSettled([batcher.request(1), batcher.request(2)]);
    await begins;
    begins = nextBatch();
    batches[0]?.fail(new Error('broken'));
    expect((await lost).map(one => one.status)).toEqual(['rejected', 'rejected']);
    const next = batcher.request(3);
    await begins;
    batches[1]?.resolve();
    expect(await next).toBe('answer 3');
  });
});
