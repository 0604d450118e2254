import { describe, expect, test } from 'vitest';
import { hasTerm, searchText, soughtOf } from '../../src/customers/search.ts';

function finds(typed: string, text: string): boolean {
  const sought = soughtOf(typed, 'VE');
  return 'terms' in sought && sought.terms.every(term => hasTerm(text, term));
}

describe('a search finds', () => {
  const company = searchText({ words: ['Panadería "El Sol", C.A.'], codes: ['J-00000103-1', 'CT-0042'] });
  const other = searchText({ words: ['Servicios Andes SRL'], codes: ['CT-0721'] });

  test.each(['El Sol CA', 'el sol c.a.', 'El Sol, C.A.', 'sol ca', 'panaderia el sol c a'])(
    'the company whose abbreviation was typed as %s',
    typed => {
      expect(finds(typed, company)).toBe(true);
      expect(finds(typed, other)).toBe(false);
    },
  );

  test.each(['ct 42', 'CT-42', 'ct42', 'CT-0042', 'ct 0042', 'CT0042'])(
    'the account by its letters and number, typed as %s',
    typed => {
      expect(finds(typed, company)).toBe(true);
      expect(finds(typed, other)).toBe(false);
    },
  );

  test('an abbreviation that stands in one word when it was typed with points', () => {
    expect(finds('andes s.r.l.', other)).toBe(true);
    expect(finds('andes sa', company)).toBe(false);
  });

  test('a telephone behind a short word', () => {
    const phone = searchText({ words: ['Ana del Río'], telephones: ['+584145550103'] });
    expect(finds('el 5550103', phone)).toBe(true);
  });
});
