/** For how long a call is not offered again to an agent who refused it, ms: a policy of each queue. */
export const refusedAgain = `
alter table queues add column refused_again_ms int not null default 5000 check (refused_again_ms >= 0);
`;
