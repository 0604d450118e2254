import type { TicketCard } from '../../tickets/events.ts';
import type { Ticket } from '../../tickets/ports.ts';
import type { Row } from './database.ts';

/** Columns of `tickets` beside the fields they hold. */
export const TICKET_FIELDS = {
  number: 'number',
  state: 'state',
  level: 'level',
  level_entry: 'levelEntry',
  area: 'area',
  home_area: 'homeArea',
  topic: 'topic',
  priority: 'priority',
  summary: 'summary',
  solution: 'solution',
  solved_level: 'solvedLevel',
  caller_number: 'callerNumber',
  customer: 'customerId',
  customer_name: 'customerName',
  assignee: 'assignee',
  opened_by: 'openedBy',
  opened_at: 'openedAt',
  updated_at: 'updatedAt',
  level_due_at: 'levelDueAt',
  attention_due_at: 'attentionDueAt',
  abandoned: 'abandoned',
  closed_as: 'closedAs',
  contact_tries: 'contactTries',
  version: 'version',
  decided_version: 'decidedVersion',
} as const satisfies Record<string, keyof Ticket>;

export const TICKET_COLUMNS = Object.keys(TICKET_FIELDS) as (keyof typeof TICKET_FIELDS)[];

/** A ticket with the name of its assignee. */
export const SELECT_TICKET = `
  select t.*, p.display_name as assignee_name
  from tickets t left join people p on p.id = t.assignee`;

export function ticketValues(ticket: Ticket): Record<string, unknown> {
  return Object.fromEntries(TICKET_COLUMNS.map(column => [column, ticket[TICKET_FIELDS[column]]] as const));
}

export function toTicket(row: Row): Ticket {
  const fields = TICKET_COLUMNS.map(column => [TICKET_FIELDS[column], row[column]] as const);
  return {
    ...Object.fromEntries(fields),
    assigneeName: (row.assignee_name as string | null) ?? null,
  } as unknown as Ticket;
}

export function toCard(row: Row): TicketCard {
  const { solution: _solution, customerId: _customer, openedBy: _call, ...rest } = toTicket(row);
  const { homeArea: _home, levelEntry: _entry, solvedLevel: _solved, contactTries: _tries, ...shown } = rest;
  const { decidedVersion: _decided, ...card } = shown;
  return card;
}
