import type { Fill } from './list.ts';
import { searchAnew } from './search-anew.ts';

/**
 * A line may be several customers'. A call knows by what its customer is known and since when, a ticket since when a
 * person has said whose it is. Customers and tickets are searched by a text of one form (customers/search.ts). What
 * people did with customers' data is kept.
 */
export const customers = `
alter table customer_lines drop constraint customer_lines_pkey, add primary key (number, customer);

alter table calls add column customer_by text, add column customer_at bigint;
create index calls_customer on calls (customer, arrived_at desc) where customer is not null;

alter table tickets add column customer_at bigint, add column search text not null default '';
drop index tickets_customer;
create index tickets_customer on tickets (customer, opened_at desc) where customer is not null;

alter table customers rename column sought to search;

create table customer_deeds (
  id bigint generated always as identity primary key,
  at bigint not null,
  person text not null,
  customer text,
  deed text not null check (deed in ('searched', 'viewed', 'created', 'line-added')),
  detail text not null
);
create index customer_deeds_customer on customer_deeds (customer, id desc);
`;

export const fillCustomers: Fill = searchAnew;
