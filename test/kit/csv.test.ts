import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, plainCell } from '../../src/kit/csv.ts';

describe('a cell of CSV', () => {
  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', `"'+1"`],
    ['-1+2', `"'-1+2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['|calc', `"'|calc"`],
    ['a=1', '"a=1"'],
    ['Ana, "la jefa"', '"Ana, ""la jefa"""'],
    ['{"a":1}', '"{""a"":1}"'],
  ])('%j is written %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test('is read back as it was, also one that begins with apostrophes', () => {
    const text = fc
      .array(fc.constantFrom("'", '=', '+', '@', ' ', '\t', 'a', '"', ','))
      .map(all => all.join(''));
    fc.assert(
      fc.property(text, cell => {
        const written = csvLine([cell]).slice(1, -3).replaceAll('""', '"');
        expect(plainCell(written)).toBe(cell);
        expect(written).not.toMatch(/^\s*[=+@]/);
      }),
    );
    expect(plainCell("'Tita")).toBe("'Tita");
  });
});
