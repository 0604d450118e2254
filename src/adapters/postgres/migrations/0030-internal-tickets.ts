/** Which two of ours called each other, where that call opened the ticket; such a ticket closes by itself. */
export const internalTickets = `
alter table tickets add column internal jsonb;
alter table tickets drop constraint tickets_closed_as_check;
alter table tickets add constraint tickets_closed_as_check check (closed_as in
  ('agreed', 'unreachable', 'informed-by-menu', 'left-in-menu', 'ended-by-menu', 'internal-call'));
`;
