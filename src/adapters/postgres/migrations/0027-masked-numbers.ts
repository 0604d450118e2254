/** Queues whose agents see only the last digits of customers' numbers. */
export const maskedNumbers = `
alter table queues add column mask_numbers boolean not null default false;
`;
