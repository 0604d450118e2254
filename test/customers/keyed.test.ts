import { describe, expect, it } from 'vitest';
import { keyed } from '../../src/customers/keyed.ts';
import { classify } from '../../src/outgoing/number-class.ts';

describe('a number as people write it', () => {
  it.each([
    '04145550101',
    '0414-5550101',
    '(0414) 555.01.01',
    '+58 414-555.01.01',
    '+58 (0)414 5550101',
    '0058 414 5550101',
    '0414/555/0101',
    '\u202a+58 414\u2011555\u20110101\u202c',
    '+58 414 – 555 – 0101',
    '0414·555·01·01',
    '０４１４５５５０１０１',
    'tel:+58-414-555-0101',
    'tel:+584145550101;phone-context=example.org',
    '  0414\u00a0555\t0101\n',
    '0414-KKK-0101',
    '04145550101,',
    '"0414-5550101"',
    'Cel: 0414-5550101',
    'Teléfono: (0414) 555.01.01.',
    '0414 555 01 01 (Juan)',
  ])('%j is dialled as its customer’s line', written => {
    expect(classify(keyed(written), 'VE').number).toBe('+584145550101');
  });

  it.each([
    ['0800-MOVIL-00', '0800-66845-00'],
    ['0800 Móvil 00', '0800 66845 00'],
    ['0500-ñandú-1', '0500-62638-1'],
  ])('%s is keyed as %s', (written, keys) => {
    expect(keyed(written)).toBe(keys);
  });

  it.each([
    '',
    'llame ya',
    'Ana 0414 5550101',
    '0414 5550101 ext. 12',
    '0414 5550101 x12',
    'sip:ana@example.org',
    'Cel: Ana',
    'C: *67 0414 5550101',
    '0414<b>',
  ])('%j is none', written => expect(classify(keyed(written), 'VE').class).toBe('invalid'));

  it('is not led around what may never be dialled', () => {
    for (const written of ['*67 0414 5550101', '1-7-1', 'tel:171', '#31#04145550101']) {
      expect(classify(keyed(written), 'VE').class).toMatch(/star-code|emergency/);
    }
  });
});
