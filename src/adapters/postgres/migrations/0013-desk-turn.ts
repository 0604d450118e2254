/** How often the account of a person's desk telephone was replaced: its name and password are derived from it. */
export const deskTurn = `
alter table people add column desk_turn int not null default 0 check (desk_turn >= 0);
`;
