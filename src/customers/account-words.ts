import type { Words } from '../kit/errors.ts';
import type { Account, Debt } from './customer.ts';

/** The account in one sentence for the page that rings and for a ticket's timeline. */
export function accountSentence(account: Account): Words {
  switch (account.state) {
    case 'in-good-standing':
      return { es: 'Cuenta al día.', en: 'Account in good standing.' };
    case 'in-debt':
      return debtSentence(account.debt);
    case 'suspended': {
      const debt = debtSentence(account.debt);
      return { es: `Cuenta suspendida. ${debt.es}`, en: `Account suspended. ${debt.en}` };
    }
    default:
      return account satisfies never;
  }
}

/** "Debe 1.250,50 VES desde el 05/10/2026." */
export function debtSentence({ amount, currency, dueSince }: Debt): Words {
  const figures = (locale: string) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      useGrouping: 'always',
    }).format(amount);
  const [year, month, day] = dueSince.split('-');
  return {
    es: `Debe ${figures('es-VE')} ${currency} desde el ${day}/${month}/${year}.`,
    en: `Owes ${figures('en')} ${currency} since ${dueSince}.`,
  };
}
