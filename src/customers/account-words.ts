import type { Words } from '../kit/errors.ts';
import type { Account, Debt } from './customer.ts';

/** The account in one sentence for the page that rings and for a ticket's timeline. */
export function accountSentence(account: Account): Words {
  switch (account.state) {
    case 'in-good-standing':
      return { es: 'Cuenta al día.', en: 'Account in good standing.' };
    case 'unknown':
      return { es: 'Cuenta sin datos.', en: 'Nothing is known of the account.' };
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

/** How people write a currency; others by their ISO code. */
const SIGNS: Readonly<Record<string, string>> = { VES: 'Bs.', VED: 'Bs.' };

/** "Debe Bs. 1.250,50 desde el 05/10/2026." */
export function debtSentence({ amount, currency, dueSince }: Debt): Words {
  const figures = (locale: string) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      useGrouping: 'always',
    }).format(amount);
  const sign = SIGNS[currency] ?? currency;
  const [year, month, day] = dueSince.split('-');
  return {
    es: `Debe ${sign} ${figures('es-VE')} desde el ${day}/${month}/${year}.`,
    en: `Owes ${sign} ${figures('en')} since ${dueSince}.`,
  };
}
