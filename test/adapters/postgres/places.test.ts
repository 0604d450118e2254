import { expect, test } from 'vitest';
import { Places } from '../../../src/adapters/postgres/places.ts';

const late = () => new Error('late');
/** A work that is over when it is told to be. */
function open(places: Places, waitMs = 60_000) {
  let finish = () => {};
  let began = false;
  const over = places.take(
    () => {
      began = true;
      return new Promise<void>(resolve => {
        finish = resolve;
      });
    },
    waitMs,
    late,
  );
  return { over, finish: () => finish(), began: () => began };
}

test('so many are at work at once, and the next one begins when one is over, also when that failed', async () => {
  const places = new Places(2);
  const [one, other, third, fourth] = [open(places), open(places), open(places), open(places)];
  expect([one, other, third, fourth].map(each => each.began())).toEqual([true, true, false, false]);
  one.finish();
  await one.over;
  expect([third, fourth].map(each => each.began())).toEqual([true, false]);
  other.finish();
  await other.over;
  third.finish();
  await third.over;
  fourth.finish();
  await fourth.over;
  const failing = places.take(() => Promise.reject(new Error('broken')), 1, late);
  await expect(failing).rejects.toThrow('broken');
  const last = [open(places), open(places)];
  expect(last.map(each => each.began())).toEqual([true, true]);
});

test('who waits too long is told so and takes no place', async () => {
  const places = new Places(1);
  const [one, impatient, patient] = [open(places), open(places, 1), open(places)];
  await expect(impatient.over).rejects.toThrow('late');
  one.finish();
  await one.over;
  expect([impatient, patient].map(each => each.began())).toEqual([false, true]);
});
