import type { TicketCard } from '../../tickets/events.ts';
import { ticketSearchText } from '../../tickets/search.ts';
import { cardOf } from '../../tickets/ticket-card.ts';
import type { Ticket } from '../../tickets/ticket-data.ts';
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
  internal: 'internal',
  customer_at: 'customerAt',
  assignee: 'assignee',
  opened_by: 'openedBy',
  opened_at: 'openedAt',
  updated_at: 'updatedAt',
  level_due_at: 'levelDueAt',
  attention_due_at: 'attentionDueAt',
  abandoned: 'abandoned',
  closed_as: 'closedAs',
  worked_in: 'workedIn',
  highest_level: 'highestLevel',
  contact_tries: 'contactTries',
  version: 'version',
  decided_version: 'decidedVersion',
} as const satisfies Record<string, keyof Ticket>;

const TICKET_COLUMNS = Object.keys(TICKET_FIELDS) as (keyof typeof TICKET_FIELDS)[];

/** What is written of a ticket: its fields, and the text it is searched by. */
export const WRITTEN_COLUMNS = [...TICKET_COLUMNS, 'search'] as const;

/** A ticket with the name of its assignee. */
export const selectTicket = (more = '') => `
  select t.*, p.display_name as assignee_name ${more === '' ? '' : `, ${more}`}
  from tickets t left join people p on p.id = t.assignee`;

export const SELECT_TICKET = selectTicket();

export function ticketValues(ticket: Ticket): Record<string, unknown> {
  const fields = TICKET_COLUMNS.map(column => [column, ticket[TICKET_FIELDS[column]]] as const);
  return { ...Object.fromEntries(fields), search: ticketSearchText(ticket) };
}

export function toTicket(row: Row): Ticket {
  const fields = TICKET_COLUMNS.map(column => [TICKET_FIELDS[column], row[column]] as const);
  return {
    ...Object.fromEntries(fields),
    assigneeName: (row.assignee_name as string | null) ?? null,
  } as unknown as Ticket;
}

export const toCard = (row: Row): TicketCard => cardOf(toTicket(row));
