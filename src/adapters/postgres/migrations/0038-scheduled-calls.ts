/** Calls that somebody has promised to make, and the calls that were made for them, which say what came of it. */
export const scheduledCalls = `
create table scheduled_calls (
  id text primary key,
  person text not null references people (id),
  made_by text not null,
  made_at bigint not null,
  ticket text,
  customer text,
  customer_name text not null,
  line text not null,
  note text not null,
  due_at bigint not null,
  reminded_at bigint,
  closed_how text check (closed_how in ('done', 'discarded')),
  closed_at bigint,
  closed_why text not null,
  version int not null
);
create index scheduled_calls_person on scheduled_calls (person, due_at);
create index scheduled_calls_due on scheduled_calls (due_at) where closed_at is null;

create table scheduled_call_tries (
  call text primary key,
  scheduled text not null references scheduled_calls (id),
  at bigint not null
);
create index scheduled_call_tries_of on scheduled_call_tries (scheduled);

create function tell_scheduled_call() returns trigger language plpgsql as $$
begin
  perform pg_notify('cauce_scheduled_calls', new.person);
  if tg_op = 'UPDATE' and old.person <> new.person then
    perform pg_notify('cauce_scheduled_calls', old.person);
  end if;
  return null;
end $$;
create trigger scheduled_calls_changed after insert or update on scheduled_calls
  for each row execute function tell_scheduled_call();
`;
