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

  test('a telephone by all of its digits alone, for who is not to see them, and documents and accounts as ever', () => {
    const ana = searchText({
      words: ['Ana del Río'],
      telephones: ['+584145550103'],
      codes: ['V-11222333', 'CT-0042'],
    });
    const found = (typed: string, numbers: 'parts' | 'whole') => {
      const sought = soughtOf(typed, 'VE', numbers);
      return 'terms' in sought && sought.terms.every(term => hasTerm(ana, term));
    };
    const digits = '584145550103';
    for (let from = 0; from < digits.length; from++)
      for (let to = from + 4; to <= digits.length; to++) {
        const part = digits.slice(from, to);
        // The whole of it, from abroad and from home, is the number.
        const isWhole = to === digits.length && (from === 0 || from === 2);
        expect([part, found(part, 'whole')]).toEqual([part, isWhole]);
        expect(found(`ana ${part}`, 'whole')).toBe(isWhole);
        expect(found(part, 'parts')).toBe(true);
      }
    for (const typed of [
      '0414-555.01.03',
      '+58 414 5550103',
      '0058 414 555 01 03',
      'v 11222333',
      'V1122',
      '11222333',
      'ct 42',
      'Ana',
    ])
      expect([typed, found(typed, 'whole')]).toEqual([typed, true]);
    for (const typed of ['0414-555', '+58 414', '00584145550', '103', '5550103', '⁵⁵⁵0103'])
      expect([typed, found(typed, 'whole')]).toEqual([typed, false]);
  });

  test('a telephone behind a short word', () => {
    const phone = searchText({ words: ['Ana del Río'], telephones: ['+584145550103'] });
    expect(finds('el 5550103', phone)).toBe(true);
  });
});
