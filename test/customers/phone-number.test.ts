import { describe, expect, test } from 'vitest';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { callerLine, shownLine, toLine } from '../../src/customers/phone-number.ts';

describe('a number is kept', () => {
  test.each([
    ['0414-5550101', '+584145550101'],
    ['04145550101', '+584145550101'],
    ['4145550101', '+584145550101'],
    ['+58 414 555.01.01', '+584145550101'],
    ['584145550101', '+584145550101'],
    ['00584145550101', '+584145550101'],
    ['sip:04145550101@198.51.100.7:5060', '+584145550101'],
    ['tel:+58-414-5550101;ext=3', '+584145550101'],
    ['(0212) 555-0103', '+582125550103'],
    ['+57 601 5550101', '+576015550101'],
  ])('in E.164: %s is %s', (raw, line) => {
    expect(toLine(raw)).toBe(line);
  });

  test.each(['*626', '171', '#31#', '*21*0414#', '112'])('as it is dialled when it is a code: %s', code => {
    expect(toLine(code)).toBe(code);
  });

  test('in the country it was dialled in', () => {
    expect(toLine('601 5550101', 'CO')).toBe('+576015550101');
    expect(toLine('0414-5550101', 'nowhere')).toBe('+584145550101');
  });

  test.each(['', 'anonymous', 'Anonymous', 'sip:anonymous@anonymous.invalid', 'unknown'])(
    'as withheld when it is: "%s"',
    raw => {
      expect(toLine(raw)).toBe('');
    },
  );

  test('as it is when it is no number', () => {
    expect(toLine('agente1')).toBe('agente1');
    expect(toLine('123456789012345678901234')).toBe('123456789012345678901234');
  });

  test('the same when it is kept again', () => {
    for (const raw of ['0414-5550101', '*626', '171', '', 'agente1', '+576015550101']) {
      expect(toLine(toLine(raw))).toBe(toLine(raw));
    }
  });
});

test.each([
  '',
  'anonymous',
  'agente1',
  'sip:alice@example.com',
  '123456789012345678901234',
  '*626',
  '+',
  '☎',
])('who calls from "%s" has no number', raw => {
  expect(callerLine(raw)).toBe('');
});

test('a caller’s number is kept as any other', () => {
  expect(callerLine('0414-5550101')).toBe('+584145550101');
  expect(callerLine('171')).toBe('171');
});

test('a number is shown as people of the country write it', () => {
  expect(shownLine('+584145550101')).toBe('0414-5550101');
  expect(shownLine('+576015550101')).toBe('+57 601 5550101');
  expect(shownLine('*626')).toBe('*626');
  expect(shownLine('')).toBe('');
});

test('the demo customers are kept as the rules want them, no two alike', () => {
  const lines = DEMO_CUSTOMERS.flatMap(customer => customer.lines.map(({ number }) => number));
  expect(lines.filter(number => toLine(number) !== number || !/5550\d{3}$/.test(number))).toEqual([]);
  // One landline is two customers', to try what a shared line is.
  expect(lines.filter((number, place) => lines.indexOf(number) !== place)).toEqual(['+582125550108']);
  expect(new Set(DEMO_CUSTOMERS.map(({ id }) => id)).size).toBe(DEMO_CUSTOMERS.length);
  expect(new Set(DEMO_CUSTOMERS.map(({ document }) => document)).size).toBe(DEMO_CUSTOMERS.length);
  expect(new Set(DEMO_CUSTOMERS.map(({ account }) => account.state))).toEqual(
    new Set(['in-good-standing', 'in-debt', 'suspended']),
  );
});
