import type { CustomerStore } from '../customers/ports.ts';
import type { TicketPage } from '../tickets/events.ts';

/** Where the customer of a ticket is called: at the telephone that called, or, where that was withheld, at their own; '' for nowhere. */
export async function numberOfTicket(
  customers: Pick<CustomerStore, 'get'>,
  { callerNumber, customerId }: Pick<TicketPage, 'callerNumber' | 'customerId'>,
): Promise<string> {
  if (callerNumber !== '' || customerId === null) return callerNumber;
  return numberOfCustomer(customers, customerId);
}

/** Their number that is best called; '' where there is none. */
export async function numberOfCustomer(
  customers: Pick<CustomerStore, 'get'>,
  customer: string,
): Promise<string> {
  const lines = (await customers.get(customer))?.lines ?? [];
  // What an agent wrote down to reach the customer, else what can be answered in a pocket.
  const best = ['contact', 'mobile', 'fixed'].flatMap(service =>
    lines.filter(line => line.service === service),
  );
  return best[0]?.number ?? '';
}
