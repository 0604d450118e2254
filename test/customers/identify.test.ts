import { describe, expect, test } from 'vitest';
import { accountSentence } from '../../src/customers/account-words.ts';
import { debtOf } from '../../src/customers/customer.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { documentKey, sameDocument } from '../../src/customers/document.ts';
import { identify } from '../../src/customers/identify.ts';

const [ana, luis, bakery] = DEMO_CUSTOMERS;
if (ana === undefined || luis === undefined || bakery === undefined) throw new Error('the demo is empty');

describe('who is calling', () => {
  test('is whom the agent found, else the owner of the line, else whose document was keyed', () => {
    const all = { byAgent: ana, byLine: luis, byDocument: bakery };
    expect(identify(all)).toEqual({ customer: ana, how: 'by-agent' });
    expect(identify({ ...all, byAgent: null })).toEqual({ customer: luis, how: 'by-line' });
    expect(identify({ ...all, byAgent: null, byLine: null })).toEqual({
      customer: bakery,
      how: 'by-document',
    });
    expect(identify({ byAgent: null, byLine: null, byDocument: null })).toBeNull();
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

describe('the account', () => {
  test('is told in a sentence', () => {
    expect(accountSentence(ana.account)).toEqual({ es: 'Cuenta al día.', en: 'Account in good standing.' });
    expect(accountSentence(luis.account)).toEqual({
      es: 'Debe Bs. 1.250,50 desde el 05/10/2026.',
      en: 'Owes Bs. 1,250.50 since 2026-10-05.',
    });
    const suspended = DEMO_CUSTOMERS.find(({ account }) => account.state === 'suspended');
    expect(suspended && accountSentence(suspended.account).en).toBe(
      'Account suspended. Owes USD 920.75 since 2026-07-01.',
    );
  });

  test('has a debt only when it is not in good standing', () => {
    expect(debtOf(ana.account)).toBeNull();
    expect(debtOf(luis.account)?.amount).toBe(1250.5);
  });
});
