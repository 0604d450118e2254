import { expect, test } from 'vitest';
import { ASK_AGAIN_MS, fetchChoices } from '../../softphone/state/choices.ts';
import { newScreen, react } from '../../softphone/state/screen.ts';
import { createStore } from '../../softphone/state/store.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { NOON, WHO } from './pictures.ts';

const DONE = {
  code: 'listo',
  queue: null,
  title: { es: 'Listo', en: 'Done' },
  effect: 'none',
  fits: 'any',
  needs: [],
} as const;
const LUNCH = { code: 'almuerzo', title: { es: 'Almuerzo', en: 'Lunch' } } as const;
const AREA = { name: 'averias', title: 'Averías' } as const;
const quiet = () => new Promise(resolve => setImmediate(resolve));

function page() {
  const clock = fakeClock(NOON);
  const store = createStore(newScreen(WHO, NOON), react);
  let databaseAway = true;
  let asked = 0;
  const list = async <Item>(item: Item) => {
    asked += 1;
    if (databaseAway) throw new Error('store-away');
    return { items: [item], total: 1 };
  };
  const api = { dispositions: () => list(DONE), breaks: () => list(LUNCH), areas: () => list(AREA) };
  const stop = fetchChoices(store, api, clock);
  const databaseIsBack = () => {
    databaseAway = false;
  };
  return { clock, store, stop, asked: () => asked, databaseIsBack };
}

test('a page opened while the database is away has its dispositions and breaks when it is back', async () => {
  const { clock, store, asked, databaseIsBack } = page();
  await quiet();
  clock.advance(ASK_AGAIN_MS);
  await quiet();
  expect(asked()).toBe(6);
  expect(store.get().dispositions).toEqual([]);
  databaseIsBack();
  clock.advance(ASK_AGAIN_MS);
  await quiet();
  expect(store.get()).toMatchObject({ dispositions: [DONE], breaks: [LUNCH], areas: [AREA] });
  clock.advance(10 * ASK_AGAIN_MS);
  await quiet();
  expect(asked()).toBe(9);
});

test('a page that is closed asks no more', async () => {
  const { clock, stop, asked } = page();
  await quiet();
  stop();
  clock.advance(10 * ASK_AGAIN_MS);
  await quiet();
  expect(asked()).toBe(3);
});
