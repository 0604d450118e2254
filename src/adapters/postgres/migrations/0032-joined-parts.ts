/** The shares of those who talked in a call while another one led the talk (`JoinedPart`); older calls have none on record. */
export const joinedParts = `
alter table calls add column joined jsonb not null default '[]';
create index calls_joined on calls using gin (joined jsonb_path_ops) where joined <> '[]';
`;
