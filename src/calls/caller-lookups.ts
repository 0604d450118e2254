import type { CustomerSummary } from '../customers/customer.ts';
import type { CustomerDirectory } from '../customers/ports.ts';
import type { Found, Lookup, SpokenTicket, SpokenTicketState } from '../ivr/conversation.ts';
import type { Clock } from '../kit/clock.ts';
import type { Known } from '../outgoing/gate.ts';
import type { CallInput } from './inputs.ts';
import type { CallLookups, TicketGlance } from './ports/lookups.ts';
import { withinLimit } from './time-limit.ts';

/** Who is calling should be known when the agent's telephone rings; it is never waited for longer, ms. */
const IDENTIFY_MS = 1_500;
const LOOKUP_MS = 1_800;

export type Identified = Omit<Extract<CallInput, { kind: 'identified' }>, 'kind'>;

/** What calls ask about their callers, each with a time limit: the database may be away. */
export class CallerLookups {
  private readonly parts: { customers: CustomerDirectory; tickets: CallLookups; clock: Clock };

  constructor(parts: { customers: CustomerDirectory; tickets: CallLookups; clock: Clock }) {
    this.parts = parts;
  }

  /** Whose call it may be: the owners of the line, or the customer (an id) of the ticket that is called back. */
  async identify(callerNumber: string, customer: string | null): Promise<Identified | null> {
    if (customer !== null) {
      const known = await this.known(customer, callerNumber);
      return known?.customer
        ? { owners: [known.customer], by: 'ticket', openTickets: known.openTickets }
        : null;
    }
    if (callerNumber === '') return null;
    const { tickets, clock } = this.parts;
    const found = await withinLimit(clock, IDENTIFY_MS, tickets.callerOf(callerNumber));
    return found ? { ...found, by: 'line' } : null;
  }

  /** The customer of this id (null: none is meant, or there is no such) with their open tickets; null: no answer in time. */
  async known(
    customer: string | null,
    callerNumber: string,
  ): Promise<{ customer: CustomerSummary | null; openTickets: TicketGlance[] } | null> {
    const { customers, tickets, clock } = this.parts;
    const both: Promise<[CustomerSummary | null, TicketGlance[]]> = Promise.all([
      customer === null ? null : customers.get(customer),
      customer === null
        ? tickets.openTicketsOf(callerNumber)
        : tickets.openTicketsOfCustomer(customer, callerNumber),
    ]);
    const found = await withinLimit(clock, IDENTIFY_MS, both);
    return found ? { customer: found[0], openTickets: found[1] } : null;
  }

  /** Whose a number is that shall be called, and what is on the ticket it is called about; null: no answer in time. */
  async called(number: string, ticket: string): Promise<Known | null> {
    const { customers, tickets, clock } = this.parts;
    const both = Promise.all([customers.findByLine(number), ticket === '' ? null : tickets.ticket(ticket)]);
    const found = await withinLimit(clock, IDENTIFY_MS, both);
    if (!found) return null;
    const [owners, glance] = found;
    return { customers: owners.length > 0, onTicket: glance?.lines ?? [], area: glance?.area ?? null };
  }

  lookUp(lookup: Lookup): Promise<Found | null> {
    return withinLimit(this.parts.clock, LOOKUP_MS, this.find(lookup));
  }

  private async find(lookup: Lookup): Promise<Found> {
    if (lookup.kind === 'customer-by-document') {
      return { kind: lookup.kind, customer: await this.parts.customers.findByDocument(lookup.document) };
    }
    const glance = await this.parts.tickets.ticket(lookup.number);
    return { kind: lookup.kind, ticket: glance ? toFoundTicket(glance) : null };
  }
}

function toFoundTicket({ number, lines, state, level }: TicketGlance): SpokenTicket {
  return { number, lines, state: spokenState(state, level) };
}

/** A ticket's state as callers are told it; levels beyond the second are "with the specialists" all the same. */
function spokenState(state: string, level: number): SpokenTicketState {
  if (state === 'in-progress') return level >= 2 ? 'level-2' : 'level-1';
  if (state === 'contact-customer') return 'customer-contact';
  return state === 'closed' ? 'closed' : 'received';
}
