import { type CustomerSummary, debtOf, type LineService } from '../customers/customer.ts';
import type { Words } from '../kit/errors.ts';
import type { GuestLine } from './shapes/guests.ts';

/** A line that belongs to nobody: what a menu does with an unknown caller is worth a try too. */
export const UNKNOWN_LINE = '+584145559999';

/** What a line is called, in the order in which they are offered: a mobile is what most people would try. */
const SERVICES: Readonly<Record<LineService, Words>> = {
  mobile: { es: 'línea móvil', en: 'mobile line' },
  fixed: { es: 'línea fija', en: 'landline' },
  internet: { es: 'internet', en: 'internet' },
  contact: { es: 'teléfono de contacto', en: 'contact telephone' },
  'data-link': { es: 'enlace de datos', en: 'data link' },
};
const SHARED: Words = { es: 'Línea de varios clientes', en: 'Line of several customers' };
const ORDER = Object.keys(SERVICES);

/** The lines a guest may take, told by what a menu will find about them and without naming anybody. */
export function guestLines(customers: readonly CustomerSummary[]): GuestLine[] {
  const lines = customers
    .flatMap(customer => customer.lines.map(({ number, service }) => ({ customer, number, service })))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.service) - ORDER.indexOf(b.service) ||
        (a.number < b.number ? -1 : Number(a.number > b.number)),
    )
    .map(({ customer, number, service }, _place, all) => ({
      line: number,
      about: all.some(other => other.number === number && other.customer !== customer)
        ? SHARED
        : about(customer, service),
    }))
    .filter(({ line }, place, all) => all.findIndex(other => other.line === line) === place);
  const unknown = {
    line: UNKNOWN_LINE,
    about: { es: 'Línea desconocida', en: 'Unknown line' },
  };
  return lines.some(({ line }) => line === UNKNOWN_LINE) ? lines : [...lines, unknown];
}

function about(customer: CustomerSummary, service: LineService): Words {
  const [account, line] = [accountWords(customer), SERVICES[service]];
  return { es: `${account.es}, ${line.es}`, en: `${account.en}, ${line.en}` };
}

function accountWords({ account }: CustomerSummary): Words {
  if (account.state === 'unknown')
    return { es: 'Cliente sin datos de cuenta', en: 'Customer without account data' };
  const debt = debtOf(account);
  if (debt === null) return { es: 'Cliente al día', en: 'Customer in good standing' };
  return account.state === 'suspended'
    ? { es: 'Cliente suspendido por deuda', en: 'Customer suspended for debt' }
    : { es: 'Cliente con deuda', en: 'Customer in debt' };
}
