import { type CustomerSummary, debtOf } from '../customers/customer.ts';
import type { Words } from '../kit/errors.ts';
import type { GuestLine } from './shapes.ts';

/** A line that belongs to nobody: what a menu does with an unknown caller is worth a try too. */
export const UNKNOWN_LINE = '+584145559999';

/** The lines a guest may take, told by what a menu will find about them and without naming anybody. */
export function guestLines(customers: readonly CustomerSummary[]): GuestLine[] {
  const lines = customers.flatMap(customer =>
    customer.lines.map(line => ({ line: line.number, about: accountWords(customer) })),
  );
  const unknown = {
    line: UNKNOWN_LINE,
    about: { es: 'Línea desconocida', en: 'Unknown line' },
  };
  return lines.some(({ line }) => line === UNKNOWN_LINE) ? lines : [...lines, unknown];
}

function accountWords({ account }: CustomerSummary): Words {
  const debt = debtOf(account);
  if (debt === null) return { es: 'Cliente al día', en: 'Customer in good standing' };
  return account.state === 'suspended'
    ? { es: 'Cliente suspendido por deuda', en: 'Customer suspended for debt' }
    : { es: 'Cliente con deuda', en: 'Customer in debt' };
}
