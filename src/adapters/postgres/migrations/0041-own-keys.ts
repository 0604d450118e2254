/** The keys of the desk that a person has set anew, by name; `{}`: none. */
export const ownKeys = `
alter table people add column own_keys jsonb not null default '{}';
`;
