import { expect, test } from 'vitest';
import { AskedLegs } from '../../../src/adapters/asterisk/astray.ts';

test('a line is asked until a leg proves its contact, and again when it has another one', () => {
  const asked = new AskedLegs();
  expect([asked.dialled('a', 'sp-1'), asked.dialled('b', 'sp-1')]).toEqual([true, true]);
  asked.proves('a');
  expect([asked.dialled('c', 'sp-1'), asked.dialled('d', 'sp-2')]).toEqual([false, true]);
  asked.ended('b');
  expect(asked.changed('sp-1')).toEqual(['a', 'c']);
  expect(asked.dialled('e', 'sp-1')).toBe(true);
});

test('a leg by the contact before proves nothing of the one after', () => {
  const asked = new AskedLegs();
  asked.dialled('a', 'sp-1');
  asked.changed('sp-1');
  asked.proves('a');
  expect(asked.dialled('b', 'sp-1')).toBe(true);
});

test('where events were missed nothing is known', () => {
  const asked = new AskedLegs();
  asked.dialled('a', 'sp-1');
  asked.proves('a');
  asked.forget();
  expect([asked.changed('sp-1'), asked.dialled('b', 'sp-1')]).toEqual([[], true]);
});
