import { describe, expect, test } from 'vitest';
import { classify, type NumberClass } from '../../src/outgoing/number-class.ts';
import { HIGH_RISK } from '../../src/outgoing/number-table.ts';

type Row = readonly [typed: string, class_: NumberClass, country: string, number?: string];

const CASES: Readonly<Record<string, readonly Row[]>> = {
  VE: [
    ['0414-5550101', 'mobile', 'VE', '+584145550101'],
    ['+58 (212) 555-0103', 'fixed', 'VE', '+582125550103'],
    ['00582125550103', 'fixed', 'VE', '+582125550103'],
    ['+580414 5550101', 'mobile', 'VE', '+584145550101'],
    ['0800-1234567', 'toll-free', 'VE', '+588001234567'],
    ['0-900-1234567', 'premium', 'VE', '+589001234567'],
    ['0501-1234567', 'shared-cost', 'VE'],
    ['0500-1234567', 'shared-cost', 'VE'],
    ['171', 'emergency', 'VE'],
    ['911', 'emergency', 'VE'],
    ['112', 'emergency', 'VE'],
    ['+58171', 'emergency', 'VE'],
    ['0058911', 'emergency', 'VE'],
    ['0911', 'emergency', 'VE'],
    ['000171', 'emergency', 'VE'],
    ['0000911', 'emergency', 'VE'],
    ['00 58 00 171', 'emergency', 'VE'],
    ['+58 0171', 'emergency', 'VE'],
    ['1-7-1', 'emergency', 'VE'],
    ['*626', 'star-code', 'VE'],
    ['*72 04145550101', 'star-code', 'VE'],
    ['#31#04145550101', 'star-code', 'VE'],
    ['04145550101#', 'star-code', 'VE'],
    ['1234', 'short-code', 'VE'],
    ['123456', 'short-code', 'VE'],
    ['1234567', 'invalid', 'ZZ'],
    ['573001234567', 'mobile', 'CO', '+573001234567'],
    ['+19005551234', 'premium', 'US'],
    ['+12129761234', 'premium', 'US'],
    ['+1 911 666 0000', 'invalid', 'ZZ'],
  ],
  CO: [
    ['3001234567', 'mobile', 'CO', '+573001234567'],
    ['601 5550101', 'fixed', 'CO', '+576015550101'],
    ['+5719001234567', 'premium', 'CO'],
    ['018001234567', 'toll-free', 'CO'],
    ['123', 'emergency', 'CO'],
    ['+57123', 'emergency', 'CO'],
    ['171', 'short-code', 'CO'],
    ['+584145550101', 'mobile', 'VE'],
  ],
  ES: [
    ['600 123 456', 'mobile', 'ES', '+34600123456'],
    ['912345678', 'fixed', 'ES'],
    ['900123456', 'toll-free', 'ES'],
    ['806 123 456', 'premium', 'ES'],
    ['905123456', 'premium', 'ES'],
    ['902123456', 'shared-cost', 'ES'],
    ['703123456', 'personal', 'ES'],
    ['091', 'emergency', 'ES'],
    ['062', 'emergency', 'ES'],
    ['000062', 'emergency', 'ES'],
    ['0034112', 'emergency', 'ES'],
    ['+447012345678', 'personal', 'GB'],
  ],
  US: [
    ['(212) 555-1234', 'fixed', 'US', '+12125551234'],
    ['1-800-555-1234', 'toll-free', 'US'],
    ['900-555-1234', 'premium', 'US'],
    ['212-976-1234', 'premium', 'US'],
    ['988', 'emergency', 'US'],
    ['1911', 'emergency', 'US'],
    ['+1911', 'emergency', 'US'],
    ['242 365 1234', 'fixed', 'BS'],
    ['246 262 1234', 'mobile', 'BB'],
    ['264 235 1234', 'mobile', 'AI'],
    ['876 456 1234', 'mobile', 'JM'],
    ['604 555 1234', 'fixed', 'CA'],
    ['787 666 1234', 'fixed', 'PR'],
    ['011 57 300 1234567', 'mobile', 'CO'],
  ],
};

describe.each(Object.keys(CASES))('a number dialled in %s', country => {
  const rows = (CASES[country] ?? []).map(([typed, class_, where, number]) => ({
    typed,
    class_,
    where,
    number,
  }));
  test.each(rows)('$typed is $class_', ({ typed, class_, where, number }) => {
    const read = classify(typed, country);
    if (class_ === 'emergency' || class_ === 'invalid') expect(read.class).toBe(class_);
    else expect([read.class, read.country]).toEqual([class_, where]);
    if (number) expect(read.number).toBe(number);
    if (class_ === 'invalid') expect(read.number).toBe('');
  });
});

describe.each(['VE', 'CO', 'ES', 'US'])('from %s', country => {
  test.each([
    ['+870773111632', 'satellite'],
    ['+881612345678', 'satellite'],
    ['+8821612345678', 'satellite'],
    ['+883510012345', 'satellite'],
    ['+16005551234', 'satellite'],
    ['+878101234567890', 'personal'],
    ['+979123456789', 'premium'],
    ['+80812345678', 'shared-cost'],
    ['+88812345678', 'invalid'],
    ['+99112345678', 'invalid'],
    ['+9991234567', 'invalid'],
  ] as const)('%s is %s, and no country’s numbers are usual', (typed, class_) => {
    const read = classify(typed, country);
    expect(read.class).toBe(class_);
    expect(read.country).not.toBe(country);
  });

  test.each([
    ['+5351234567', 'CU'],
    ['+37120123456', 'LV'],
    ['+2203012345', 'GM'],
    ['+12423651234', 'BS'],
    ['+12462621234', 'BB'],
    ['+12642351234', 'AI'],
    ['+18095551234', 'DO'],
    ['+2524123456', 'SO'],
    // One plan with SH: its other islands must not be a way around.
    ['+2908999', 'TA'],
    ['+9607712345', 'MV'],
  ])('%s (%s) is of high risk', (typed, where) => {
    expect(HIGH_RISK.has(where)).toBe(true);
    expect(classify(typed, country)).toMatchObject({ country: where, highRisk: true });
  });

  test.each([
    '',
    ' ',
    '+',
    'hola',
    'sip:+584145550101@evil.example',
    '+584145550101@evil',
    '+584145550101;phone-context=+1',
    '1-800-FLOWERS',
    '04145550101x99',
    '04145550101,,900',
    '04145550101w900',
    '٠٤١٤٥٥٥٠١٠١',
    '0414\n5550101\r\nVia: x',
    '+'.repeat(30),
    '9'.repeat(5_000),
    '+5841455501010101010101',
  ])('%j is no number', typed => {
    const { class: class_, number } = classify(typed, country);
    expect([class_, number]).toEqual(['invalid', '']);
  });
});

test('a country’s own numbers are of no risk for itself', () => {
  expect(classify('53123456', 'CU')).toMatchObject({ country: 'CU', highRisk: false });
});
