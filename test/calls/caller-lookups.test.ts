import { describe, expect, it } from 'vitest';
import { memoryCustomers } from '../../src/adapters/memory/customers.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { CallerLookups } from '../../src/calls/caller-lookups.ts';
import type { CallLookups, TicketGlance } from '../../src/calls/ports/lookups.ts';
import type { CustomerDirectory } from '../../src/customers/ports.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { quiet } from './small-centre.ts';

const customer = demoCustomer('demo-ana');
const line = customer.lines[0]?.number ?? '';
const glance: TicketGlance = {
  number: 'OA-2026-000045',
  state: 'in-progress',
  level: 2,
  area: 'averias',
  lines: [line],
  openedAt: 1,
  summary: '',
};
const never = <Value>(): Promise<Value> => new Promise(() => undefined);

function scene(more: Partial<CustomerDirectory & CallLookups> = {}) {
  const clock = fakeClock();
  const records = memoryRecords();
  records.customers.set(customer.id, customer);
  const customers = { ...memoryCustomers(records), ...more };
  const tickets: CallLookups = {
    ticket: async number => (number === glance.number ? glance : null),
    callerOf: async number => ({
      owners: number === line ? [customer] : [],
      openTickets: number === line ? [glance] : [],
    }),
    openTicketsOf: async () => [glance],
    openTicketsOfCustomer: async () => [glance],
    ...more,
  };
  return { clock, lookups: new CallerLookups({ customers, tickets, clock }) };
}

describe('who is calling', () => {
  it('is found by the line, with the open tickets', async () => {
    const { clock, lookups } = scene();
    expect(await lookups.identify(line, null)).toEqual({
      owners: [customer],
      by: 'line',
      openTickets: [glance],
    });
    expect(clock.pending()).toBe(0);
  });

  it('is not asked for a withheld number', async () => {
    expect(await scene().lookups.identify('', null)).toBeNull();
  });

  it('is the customer of the ticket that is called back, whoever shares the line', async () => {
    const { lookups } = scene({ findByLine: async () => [customer, demoCustomer('demo-luis')] });
    expect(await lookups.identify(line, customer.id)).toEqual({
      owners: [customer],
      by: 'ticket',
      openTickets: [glance],
    });
    expect(await lookups.identify('', customer.id)).toMatchObject({ owners: [customer] });
    expect(await lookups.identify(line, 'nobody')).toBeNull();
  });

  it('is not waited for beyond a second and a half, and a late answer or a fault is none', async () => {
    const slow = scene({ callerOf: never });
    const found = slow.lookups.identify(line, null);
    await quiet();
    slow.clock.advance(1_500);
    expect(await found).toBeNull();
    const broken = scene({ callerOf: async () => Promise.reject(new Error('away')) });
    expect(await broken.lookups.identify(line, null)).toBeNull();
    expect(broken.clock.pending()).toBe(0);
  });
});

describe('what the menu asks', () => {
  it('is a customer by document', async () => {
    const { lookups } = scene();
    const document = customer.document.replace(/\D/g, '');
    expect(await lookups.lookUp({ kind: 'customer-by-document', document })).toEqual({
      kind: 'customer-by-document',
      customer,
    });
  });

  it.each([
    ['in-progress', 1, 'level-1'],
    ['in-progress', 2, 'level-2'],
    ['in-progress', 4, 'level-2'],
    ['contact-customer', 2, 'customer-contact'],
    ['closed', 2, 'closed'],
    ['received', 1, 'received'],
  ])('is the state of a ticket: %s at level %i is told as %s', async (state, level, spoken) => {
    const { lookups } = scene({ ticket: async () => ({ ...glance, state, level }) });
    expect(await lookups.lookUp({ kind: 'ticket', number: glance.number })).toEqual({
      kind: 'ticket',
      ticket: { number: glance.number, lines: [line], state: spoken },
    });
  });

  it('is nothing when nobody answers in time', async () => {
    const { clock, lookups } = scene({ ticket: never });
    const found = lookups.lookUp({ kind: 'ticket', number: 'OA-2026-000001' });
    clock.advance(1_800);
    expect(await found).toBeNull();
  });
});
