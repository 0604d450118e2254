import { describe, expect, test } from 'vitest';
import { folded, partsOf, reachOf } from '../../src/kit/searchable.ts';

describe('the form in which texts are searched', () => {
  test.each([
    ['Panadería "El Sol", C.A.', 'panaderia el sol c a'],
    ['  PEÑA\u00a0Núñez ', 'pena nunez'],
    ['Pen\u0303a', 'pena'],
    ['０４１４', '0414'],
    ['ﬁbra', 'fibra'],
    ['%_\\', ''],
    ['J-00000103-1', 'j 00000103 1'],
  ])('of %s is %s', (text, plain) => {
    expect(folded(text)).toBe(plain);
  });
});

describe('what was typed', () => {
  test.each([
    ['', 'all'],
    ['   ', 'all'],
    ['a', 'too-short'],
    ['ab', 'too-short'],
    ['ñ', 'too-short'],
    ['%', 'too-short'],
    ['---', 'too-short'],
    ['a 1', 'too-short'],
    ['1', 'exact'],
    ['123', 'exact'],
    ['OA-7', 'exact'],
    ['v101', 'exact'],
    ['ct 42', 'exact'],
    ['CT-42', 'exact'],
    ['abc', 'enough'],
    ['0414', 'enough'],
    ['04-14', 'enough'],
    ['a bc', 'enough'],
  ])('%s reaches: %s', (text, reach) => {
    expect(reachOf(text)).toBe(reach);
  });

  test('is words and whole numbers, however their digits are grouped', () => {
    expect(partsOf('panadería 0414 555-01.03')).toEqual([
      { kind: 'word', phrase: 'panaderia' },
      { kind: 'number', phrase: '0414 555 01 03', prefix: '', digits: '04145550103' },
    ]);
    expect(partsOf('J-00000103-1')).toEqual([
      { kind: 'number', phrase: 'j 00000103 1', prefix: 'j', digits: '000001031' },
    ]);
    expect(partsOf('oa2026000123')).toEqual([
      { kind: 'number', phrase: 'oa2026000123', prefix: 'oa', digits: '2026000123' },
    ]);
    expect(partsOf('ct 42')).toEqual([{ kind: 'number', phrase: 'ct 42', prefix: 'ct', digits: '42' }]);
    expect(partsOf('el 5550103').map(({ kind }) => kind)).toEqual(['word', 'number']);
  });
});
