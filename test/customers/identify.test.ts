import { describe, expect, test } from 'vitest';
import { debtOf } from '../../src/customers/customer.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { documentKey, readDocument, sameDocument, segmentOf } from '../../src/customers/document.ts';
import { soleOwner } from '../../src/customers/identify.ts';

const [ana, luis, bakery] = DEMO_CUSTOMERS;
if (ana === undefined || luis === undefined || bakery === undefined) throw new Error('the demo is empty');

describe('who is calling', () => {
  test('is told by a line with one owner; a line of several says which telephone it is, not who speaks', () => {
    expect(soleOwner([ana])).toBe(ana);
    expect(soleOwner([ana, luis])).toBeNull();
    expect(soleOwner([])).toBeNull();
  });
});

describe('a document', () => {
  test('is the same however it is written, and keyed without letters', () => {
    for (const asked of ['V-00000101', 'v101', '101', '00000101', ' V 000.001.01']) {
      expect(sameDocument('V-00000101', asked)).toBe(true);
    }
    expect(sameDocument('J-00000103-1', '1031')).toBe(true);
  });

  test('is not the same with another letter, other digits or none', () => {
    for (const asked of ['E-00000101', '102', '', 'V', '000']) {
      expect(sameDocument('V-00000101', asked)).toBe(false);
    }
    expect(sameDocument('V-000', '0')).toBe(false);
    expect(documentKey('V-00000101')).toBe('101');
  });
});

describe('a document that somebody writes', () => {
  test.each([
    ['v 12.345.678', 'V-12345678'],
    ['V-12345678', 'V-12345678'],
    ['e84123456', 'E-84123456'],
    ['V123456789', 'V-12345678-9'],
    ['j-12345678-9', 'J-12345678-9'],
    ['J 12345678 9', 'J-12345678-9'],
    ['G200000000', 'G-20000000-0'],
    ['J-12345678', 'J-12345678'],
    ['P-AB123456', 'P-AB123456'],
    ['V-1234', 'V-1234'],
  ])('%s is kept as %s', (written, kept) => {
    expect(readDocument(written, 'VE')).toBe(kept);
  });

  test.each([
    '',
    '12345678',
    'V',
    'V-123',
    'X-12345678',
    'V-1234567890',
    'J-1234',
    'V-12A45678',
    'V-00000000',
    '<b>',
  ])('%s is none in Venezuela', written => {
    expect(readDocument(written, 'VE')).toBeNull();
  });

  test('elsewhere is letters and digits', () => {
    expect(readDocument('80.012.345-k', 'CL')).toBe('80012345K');
    expect(readDocument('abc', 'CO')).toBeNull();
  });

  test('tells a person from a company and a public body', () => {
    expect(['V-1', 'E-1', 'J-1', 'C-1', 'G-1'].map(segmentOf)).toEqual([
      'person',
      'person',
      'company',
      'company',
      'public-body',
    ]);
  });
});

describe('the account', () => {
  test('has a debt only when it is not in good standing', () => {
    expect(debtOf(ana.account)).toBeNull();
    expect(debtOf(luis.account)?.amount).toBe(1250.5);
  });
});
