import { describe, expect, test } from 'vitest';
import { Together } from '../../../src/adapters/postgres/together.ts';

/** Trips that are ended by hand. */
function station() {
  const trips: { asks: readonly number[]; arrive: () => void; fail: (error: Error) => void }[] = [];
  let departed: () => void = () => undefined;
  const together = new Together<number, string>(
    asks =>
      new Promise((arrive, fail) => {
        trips.push({ asks, arrive: () => arrive(asks.map(ask => `answer ${ask}`)), fail });
        departed();
      }),
    3,
  );
  const departure = () =>
    new Promise<void>(resolve => {
      departed = resolve;
    });
  return { trips, together, departure };
}

describe('asks that travel together', () => {
  test('have each its own answer from one trip', async () => {
    const { trips, together, departure } = station();
    const left = departure();
    const answers = Promise.all([together.ask(1), together.ask(2)]);
    await left;
    expect(trips.map(trip => trip.asks)).toEqual([[1, 2]]);
    trips[0]?.arrive();
    expect(await answers).toEqual(['answer 1', 'answer 2']);
  });

  test('gather while a trip is under way, and no more travel than there is room for', async () => {
    const { trips, together, departure } = station();
    let left = departure();
    const answers = [together.ask(0)];
    await left;
    answers.push(...[1, 2, 3, 4].map(ask => together.ask(ask)));
    expect(trips).toHaveLength(1);
    for (let trip = 0; trip < 3; trip += 1) {
      left = departure();
      trips[trip]?.arrive();
      if (trip < 2) await left;
    }
    expect(trips.map(trip => trip.asks)).toEqual([[0], [1, 2, 3], [4]]);
    expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4].map(ask => `answer ${ask}`));
  });

  test('share the fault of their trip, and the next trip is none the worse', async () => {
    const { trips, together, departure } = station();
    let left = departure();
    const lost = Promise.allSettled([together.ask(1), together.ask(2)]);
    await left;
    left = departure();
    trips[0]?.fail(new Error('broken'));
    expect((await lost).map(one => one.status)).toEqual(['rejected', 'rejected']);
    const next = together.ask(3);
    await left;
    trips[1]?.arrive();
    expect(await next).toBe('answer 3');
  });
});
