/**
 * The address books: contacts of a person, and shared ones, which have no owner. Nobody is twice in a book with the same name
 * and numbers (`same`, a digest); lists are by `list_key`, the folded name, and are searched by `search`.
 */
export const contacts = `
create table contacts (
  id text primary key,
  owner text references people (id) on delete cascade,
  name text not null,
  organisation text not null,
  note text not null,
  email text not null,
  numbers jsonb not null,
  version int not null,
  list_key text collate "C" not null,
  same text not null,
  search text not null,
  unique nulls not distinct (owner, same)
);
-- Rows without an owner are in order only in an index of their own.
create index contacts_own on contacts (owner, list_key, id) where owner is not null;
create index contacts_shared on contacts (list_key, id) where owner is null;

create table speed_dials (
  person text not null references people (id) on delete cascade,
  slot int not null check (slot between 1 and 9),
  contact text not null references contacts (id) on delete cascade,
  number text not null,
  primary key (person, slot)
);
create index speed_dials_contact on speed_dials (contact);
`;
