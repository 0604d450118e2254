import { expect, test } from 'vitest';
import { spanWords } from '../../src/tickets/span-words.ts';
import { ticketWords } from '../../src/tickets/ticket-words.ts';
import { namesOf } from '../../src/tickets/timeline.ts';

const names = namesOf([], []);

test('a span is told in two units at most', () => {
  expect([900, 60_000, 80_000, 3_600_000, 7_500_000].map(spanWords)).toEqual([
    '1 s',
    '1 min',
    '1 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
});

test('whoever is not known any more keeps the id, and an unknown disposition its code', () => {
  const words = ticketWords({ kind: 'disposition', by: 'p-1', code: 'x', note: '' }, 0, names);
  expect(words.es).toBe('p-1 tipificó la llamada como x');
});

test('a customer who did not agree has words of his own', () => {
  const words = ticketWords({ kind: 'reopened', by: 'p-1', why: 'not-agreed' }, 0, names);
  expect(words.es).toBe('El cliente no quedó conforme; p-1 devolvió la orden.');
});
