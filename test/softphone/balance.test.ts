import { describe, expect, test } from 'vitest';
import { balanceOf, balanceWords } from '../../softphone/state/balance.ts';
import { es } from '../../softphone/words/es.ts';
import { formatsOf } from '../../softphone/words/formats.ts';

describe('what a customer owes', () => {
  const said = (accountState: string, debt: { amount: number; currency: string } | null, about = false) => {
    const balance = balanceOf({ accountState, debt });
    return [balance.kind, balanceWords(balance, es, formatsOf('es', null), about)];
  };

  test('is nothing only where the account is known', () => {
    expect(said('in-good-standing', null)).toEqual(['clear', 'Sin deuda']);
    expect(said('unknown', null)).toEqual(['unknown', 'Sin datos']);
    expect(said('unknown', null, true)).toEqual(['unknown', 'Saldo sin datos']);
  });

  test('is the debt, whatever the account is', () => {
    for (const state of ['in-debt', 'suspended', 'unknown'])
      expect(said(state, { amount: 12.5, currency: 'VES' })[0]).toBe('owes');
  });
});
