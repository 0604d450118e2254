/**
 * What could not be counted for figures, so that all others are: a call by its id, a fact of an agent (their time) by its place in
 * the journal.
 */
export const figuresSetAside = `
create table counting_set_aside (
  kind text not null,
  subject text not null,
  since timestamptz not null default now(),
  why text not null,
  primary key (kind, subject)
);
`;
