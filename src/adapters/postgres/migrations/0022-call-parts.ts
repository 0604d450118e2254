/** The talks of agents who gave a call on or lost it (`PastPart`); a call that had one agent has none. */
export const callParts = `
alter table calls add column parts jsonb not null default '[]';
create index calls_parts on calls using gin (parts jsonb_path_ops) where parts <> '[]';
`;
