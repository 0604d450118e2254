import type { TicketSubject } from '../../src/rights/sight.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';

/** A ticket as lists show it: new, and nobody works on it. */
export function ticketCard(change: Partial<TicketCard> = {}): TicketCard {
  return {
    number: 'OA-2026-000001',
    state: 'received',
    level: 1,
    area: 'averias',
    topic: 'fault',
    priority: 3,
    summary: '',
    callerNumber: '+584145550101',
    customerName: null,
    internal: null,
    assignee: null,
    assigneeName: null,
    openedAt: 1,
    updatedAt: 1,
    levelDueAt: null,
    attentionDueAt: null,
    abandoned: false,
    closedAs: null,
    version: 1,
    ...change,
  };
}

/** The same with all that its own page shows. */
export function ticketPage(change: Partial<TicketPage> = {}): TicketPage {
  return {
    ...ticketCard(),
    solution: '',
    customerId: null,
    calls: ['c1'],
    contactTriesLeft: 3,
    effects: [],
    talk: null,
    actions: [],
    timeline: [],
    ...change,
  };
}

/** The same as it is stored. */
export const justOpened: Ticket = {
  ...ticketCard(),
  solution: '',
  customerId: null,
  customerAt: null,
  openedBy: null,
  homeArea: 'averias',
  levelEntry: 1,
  solvedLevel: null,
  workedIn: [],
  highestLevel: 1,
  contactTries: 0,
  decidedVersion: 1,
};

/** What decides who may read it: nobody has it, and `averias` works on it. */
export function ticketSubject(change: Partial<TicketSubject> = {}): TicketSubject {
  return {
    number: 'OA-2026-000001',
    area: 'averias',
    homeArea: 'averias',
    workedIn: ['averias'],
    highestLevel: 1,
    assignee: null,
    customer: null,
    agents: [],
    inLine: false,
    ...change,
  };
}
