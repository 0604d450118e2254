import { expect, test } from 'vitest';
import { characters } from '../../src/kit/characters.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['dos\nlíneas', 10],
  ['dos\r\nlíneas', 10],
  ['José', 4],
  ['Jose\u0301', 4],
  ['👍🏽', 1],
  ['👨‍👩‍👧‍👦', 1],
  ['🇻🇪🇨🇴', 2],
  ['ñandú', 5],
])('%j has %i characters', (text, count) => {
  expect(characters(text)).toBe(count);
});
