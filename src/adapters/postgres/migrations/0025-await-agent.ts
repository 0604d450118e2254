/** For how long a customer waits for the same agent whose telephone was lost, ms: a policy of each queue; 0: not at all. */
export const awaitAgent = `
alter table queues add column await_agent_ms int not null default 10000 check (await_agent_ms >= 0);
`;
