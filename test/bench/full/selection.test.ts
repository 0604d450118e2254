import { expect, test } from 'vitest';
import { CONVERSATION_ROWS, chosenRows, LONG_ROWS, SHORT_ROWS } from './selection.ts';

const USUAL = { full: false, conversation: false } as const;

const names = ({ short, long, conversation }: ReturnType<typeof chosenRows>) => [
  ...short,
  ...long,
  ...conversation,
];

test('without a choice the short rows are run, with --full the long ones too', () => {
  expect(names(chosenRows(USUAL))).toEqual([...SHORT_ROWS]);
  expect(names(chosenRows({ ...USUAL, full: true }))).toEqual([...SHORT_ROWS, ...LONG_ROWS]);
});

test('the conversation is run by itself', () => {
  expect(names(chosenRows({ ...USUAL, conversation: true }))).toEqual([...CONVERSATION_ROWS]);
});

test('rows can be run by themselves, in whatever case they are written', () => {
  expect(names(chosenRows({ ...USUAL, only: 'P13, p1B,c2,R14' }))).toEqual(['P1b', 'R14', 'P13', 'C2']);
});

test('a row that does not exist is an error, not an empty table', () => {
  expect(() => chosenRows({ ...USUAL, only: 'P5,P99' })).toThrow('no row P99');
  expect(() => chosenRows({ ...USUAL, only: '' })).toThrow('no row');
});
