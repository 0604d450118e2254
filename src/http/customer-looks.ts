import type { FastifyRequest } from 'fastify';
import type { CustomerStore } from '../customers/ports.ts';
import type { Clock } from '../kit/clock.ts';
import { visitorOf } from './api.ts';

/** Whoever reads a customer again within this time still looks: a page reads anew with each call that ends, ms. */
const LOOK_MS = 600_000;

/** Keeps who looked at which customer: one look is one row, however many readings it takes. */
export class CustomerLooks {
  private readonly since = new Map<string, number>();

  private readonly customers: Pick<CustomerStore, 'note'>;
  private readonly clock: Clock;

  constructor(customers: Pick<CustomerStore, 'note'>, clock: Clock) {
    this.customers = customers;
    this.clock = clock;
  }

  /** Rejects with `store-away` when it cannot be kept: then nothing is shown. */
  async note(request: Pick<FastifyRequest, 'visitor' | 'ip'>, customer: string): Promise<void> {
    const { person } = visitorOf(request);
    const now = this.clock.now();
    const look = `${person.id} ${customer}`;
    for (const [past, at] of this.since) {
      if (now - at < LOOK_MS) break;
      this.since.delete(past);
    }
    if (this.since.has(look)) return;
    await this.customers.note(
      { at: now, person: person.id, customer, deed: 'viewed', detail: '' },
      request.ip,
    );
    this.since.set(look, now);
  }
}
