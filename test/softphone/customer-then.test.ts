import { expect, test } from 'vitest';
import { differencesOf } from '../../softphone/state/customer-then.ts';
import type { CustomerRecord } from '../../src/http/shapes/customers.ts';

const line = (number: string) => ({ line: number, service: 'mobile', address: 'Calle 1' }) as const;
const ana: CustomerRecord = {
  id: 'k1',
  name: 'Ana Ejemplo',
  document: 'V-1',
  segment: 'person',
  lines: [line('+584145550101'), line('+584145550102')],
  account: { id: 'C-1', state: 'in-good-standing' },
  contract: { sla: 'hogar', level: 3 },
};
const debt = { amount: 10, currency: 'VES', dueSince: '2026-10-01' };

test('what of a customer is another today is named, each thing once, and the order of lines is none of it', () => {
  expect(differencesOf(ana, { ...ana, lines: [...ana.lines].reverse() })).toEqual([]);
  expect(differencesOf(ana, { ...ana, name: 'Ana Otra', document: 'V-2', segment: 'company' })).toEqual([
    'name',
    'document',
    'segment',
  ]);
  const owes: CustomerRecord = { ...ana, account: { id: 'C-1', state: 'in-debt', debt } };
  expect(differencesOf(ana, owes)).toEqual(['account', 'debt']);
  const more: CustomerRecord = {
    ...owes,
    account: { id: 'C-1', state: 'in-debt', debt: { ...debt, amount: 20 } },
  };
  expect(differencesOf(owes, more)).toEqual(['debt']);
  expect(differencesOf(ana, { ...ana, contract: null, lines: [line('+584145550101')] })).toEqual([
    'contract',
    'lines',
  ]);
});
