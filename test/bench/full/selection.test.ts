import { expect, test } from 'vitest';
import { chosenRows, LONG_ROWS, SHORT_ROWS } from './selection.ts';

const names = (chosen: ReturnType<typeof chosenRows>) => [...chosen.short, ...chosen.long];

test('without a choice the short rows are run, with --full the long ones too', () => {
  expect(names(chosenRows({ full: false }))).toEqual([...SHORT_ROWS]);
  expect(names(chosenRows({ full: true }))).toEqual([...SHORT_ROWS, ...LONG_ROWS]);
});

test('rows can be run by themselves, in whatever case they are written', () => {
  expect(names(chosenRows({ full: false, only: 'P13, p1B,R14' }))).toEqual(['P1b', 'R14', 'P13']);
});

test('a row that does not exist is an error, not an empty table', () => {
  expect(() => chosenRows({ full: true, only: 'P5,P99' })).toThrow('no row P99');
  expect(() => chosenRows({ full: true, only: '' })).toThrow('no row');
});
