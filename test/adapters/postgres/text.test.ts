import { expect, it } from 'vitest';
import { clean, toJson } from '../../../src/adapters/postgres/text.ts';

it.each([
  ['plain text', 'Averías'],
  ['a whole pair', 'a 😀 b'],
  ['NUL', 'a\u0000b'],
  ['the first half of a pair', 'a\ud83d'],
  ['the second half of a pair', '\ude00b'],
  ['halves in the wrong order', '\ude00\ud83d'],
  ['what only looks like an escaped NUL', 'a\\u0000b'],
  ['what only looks like an escaped half', '\\ud83d'],
  ['a control character', 'a\u001fb'],
])('%s is stored as clean text, wherever it stands', (_, text) => {
  const value = { list: [text, 1, null], deep: { text }, [`key ${text}`]: 1 };
  const cleaned = { list: [clean(text), 1, null], deep: { text: clean(text) }, [clean(`key ${text}`)]: 1 };
  const json = toJson(value);
  expect(JSON.parse(json)).toEqual(cleaned);
  expect(JSON.parse(json).deep.text.isWellFormed()).toBe(true);
  expect(json).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
});
