import type { CustomerCard } from '../../src/supervision/events.ts';
import type { Dictionary } from '../words/es.ts';
import type { Formats } from '../words/formats.ts';

/** What a customer owes, as far as it is known here. */
export type Balance =
  | { readonly kind: 'owes'; readonly debt: NonNullable<CustomerCard['debt']> }
  | { readonly kind: 'clear' | 'unknown' };

export function balanceOf({ debt, accountState }: Pick<CustomerCard, 'debt' | 'accountState'>): Balance {
  if (debt) return { kind: 'owes', debt };
  return { kind: accountState === 'unknown' ? 'unknown' : 'clear' };
}

/** `about`: the words stand alone and must say what is not known. */
export function balanceWords(
  balance: Balance,
  { customer }: Pick<Dictionary, 'customer'>,
  { money }: Pick<Formats, 'money'>,
  about = false,
): string {
  switch (balance.kind) {
    case 'owes':
      return customer.debt(money(balance.debt.amount, balance.debt.currency));
    case 'clear':
      return customer.noDebt;
    case 'unknown':
      return about ? customer.noBalance : customer.unknownBalance;
    default:
      return balance satisfies never;
  }
}
