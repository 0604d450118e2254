/** What pages know of their telephones, attached to tickets; PostgreSQL compresses the content by itself. */
export const diagnoses = `
create table diagnoses (
  id text primary key,
  ticket text not null references tickets (number) on delete cascade,
  person text not null,
  at bigint not null,
  since bigint not null,
  content jsonb not null
);
create index diagnoses_ticket on diagnoses (ticket);
`;
