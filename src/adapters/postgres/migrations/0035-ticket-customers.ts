/** What was known of a customer when a ticket became theirs. Of tickets that were theirs before, nothing was kept. */
export const ticketCustomers = `
create table ticket_customers (
  ticket text not null references tickets (number) on delete cascade,
  customer text not null,
  at bigint not null,
  known jsonb not null,
  primary key (ticket, customer)
);
`;
