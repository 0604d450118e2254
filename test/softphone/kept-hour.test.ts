import { expect, test } from 'vitest';
import { BOX_BYTES, BOX_MS } from '../../softphone/state/black-box.ts';
import { KeptHour } from '../../softphone/state/kept-hour.ts';
import type { BoxEntry } from '../../src/tickets/diagnosis.ts';

/** The storage of a tab, which takes so many characters. */
class TabStorage {
  readonly items = new Map<string, string>();
  private readonly room: number;
  constructor(room = 5_000_000) {
    this.room = room;
  }
  getItem = (name: string) => this.items.get(name) ?? null;
  removeItem = (name: string) => void this.items.delete(name);
  setItem(name: string, text: string): void {
    const others = [...this.items].reduce((sum, [key, value]) => sum + (key === name ? 0 : value.length), 0);
    if (others + text.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(name, text);
  }
}

const entry = (at: number, text = `at ${at}`): BoxEntry => ({ at, kind: 'state', text });

test('what one page wrote is there for the next one, and for the one after', () => {
  const tab = new TabStorage();
  const first = new KeptHour(tab, 'box');
  expect(first.left()).toEqual([]);
  first.write([entry(1), entry(2)]);
  first.write([]);
  first.write([entry(3)]);
  const second = new KeptHour(tab, 'box');
  expect(second.left()).toEqual([entry(1), entry(2), entry(3)]);
  second.write([entry(4)]);
  expect(new KeptHour(tab, 'box').left().map(({ at }) => at)).toEqual([1, 2, 3, 4]);
});

test('an hour is kept, and no more than fits a ticket', () => {
  const tab = new TabStorage();
  const hour = new KeptHour(tab, 'box');
  hour.write([entry(0)]);
  hour.write([entry(BOX_MS + 1)]);
  expect(new KeptHour(tab, 'box').left().map(({ at }) => at)).toEqual([BOX_MS + 1]);
  const much = 'x'.repeat(BOX_BYTES / 4);
  for (let n = 2; n < 12; n += 1) hour.write([entry(BOX_MS + n, much)]);
  const size = [...tab.items.values()].reduce((sum, text) => sum + text.length, 0);
  expect(size).toBeLessThan(BOX_BYTES * 1.01);
  expect(new KeptHour(tab, 'box').left().at(-1)?.at).toBe(BOX_MS + 11);
});

test('nothing is left of one that is wiped', () => {
  const tab = new TabStorage();
  tab.setItem('other', 'stays');
  const hour = new KeptHour(tab, 'box');
  for (let n = 0; n < 5; n += 1) hour.write([entry(n)]);
  hour.wipe();
  expect([...tab.items.keys()]).toEqual(['other']);
});

test('a storage that is full loses what is new, and a piece that is not readable nothing but itself', () => {
  const tab = new TabStorage(400);
  const hour = new KeptHour(tab, 'box');
  hour.write([entry(1)]);
  hour.write([entry(2, 'y'.repeat(400))]);
  hour.write([entry(3)]);
  expect(new KeptHour(tab, 'box').left().map(({ at }) => at)).toEqual([1, 3]);
  tab.items.set('box.0', 'no JSON');
  expect(new KeptHour(tab, 'box').left().map(({ at }) => at)).toEqual([3]);
  tab.items.set('box', '{"not":"pieces"}');
  expect(new KeptHour(tab, 'box').left()).toEqual([]);
});
