/**
 * What figures are counted from (src/figures): calls that are over, their turns through queues, the shares of agents, and agents'
 * time. All of it is counted from `call_events` and may be counted anew; `counting` says how far, by journal, and `counting_agents`
 * where each agent stood there.
 *
 * Nothing of `calls` that changes is in its new index: their rows go on being changed in place.
 */
export const figures = `
create table counting (
  node text primary key,
  seq bigint not null
);
create table counting_agents (
  agent text primary key,
  will text not null,
  phone text,
  work text not null,
  since bigint not null
);
create table counted_calls (
  call text primary key,
  arrived_at bigint not null,
  direction text not null,
  outcome text not null,
  queue text,
  choice_es text,
  choice_en text
);
create index counted_calls_arrived on counted_calls (arrived_at desc);
create table counted_turns (
  call text not null,
  place int not null,
  arrived_at bigint not null,
  queue text not null,
  ended text not null,
  waited_ms bigint not null,
  took_ms bigint not null,
  agent text,
  primary key (call, place)
);
create index counted_turns_arrived on counted_turns (arrived_at desc);
create table counted_shares (
  call text not null,
  place int not null,
  arrived_at bigint not null,
  agent text not null,
  queue text,
  kind text not null,
  offered boolean not null,
  gave_on boolean not null,
  talked_ms bigint not null,
  held_ms bigint not null,
  wrap_up_ms bigint not null,
  disposition text,
  mos real,
  primary key (call, place)
);
create index counted_shares_arrived on counted_shares (arrived_at desc);
create index counted_shares_agent on counted_shares (agent, arrived_at desc);
create table counted_times (
  agent text not null,
  state text not null,
  since bigint not null,
  ms int not null
);
create index counted_times_since on counted_times (since, agent);

create index calls_number on calls (caller_number, arrived_at desc) where caller_number <> '';
`;
