import type { CustomerSummary } from './customer.ts';

/** Everything a customer is searched by, in one text that `foldText` has made comparable. */
export function soughtText(customer: CustomerSummary): string {
  return foldText([customer.name, customer.document, ...customer.lines.map(line => line.number)].join('\n'));
}

/** Lower case without accents, so that "panaderia" finds "Panadería". */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
