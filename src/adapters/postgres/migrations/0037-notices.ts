/** What supervisors tell the agents, and who has put it aside. */
export const notices = `
create table notices (
  id text primary key,
  text text not null,
  importance text not null check (importance in ('info', 'warning')),
  by_name text not null,
  queues text[] not null,
  areas text[] not null,
  written_at bigint not null,
  until bigint not null,
  withdrawn_at bigint
);
create index notices_written on notices (written_at desc);
create index notices_until on notices (until);
create trigger notices_changed after insert or update on notices
  for each statement execute function tell_table('cauce_notices');

create table notice_reads (
  notice text not null references notices (id),
  person text not null,
  at bigint not null,
  primary key (notice, person)
);
create trigger notice_reads_changed after insert on notice_reads
  for each statement execute function tell_table('cauce_notices');
`;
