/** Queues whose agents may see a masked number for the call that they have, with a reason. */
export const revealedNumbers = `
alter table queues add column reveal_numbers boolean not null default false;
`;
