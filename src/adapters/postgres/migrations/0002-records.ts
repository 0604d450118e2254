/** Calls, tickets, recordings, the outbox of jobs and the alarms. Instants are bigint epoch ms. */
export const records = `
create function tell_row() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], to_jsonb(new) ->> tg_argv[1]);
  return null;
end $$;

create table call_events (
  node text not null,
  seq bigint not null,
  organization_id text not null default 'default',
  call text,
  at bigint not null,
  kind text not null,
  data jsonb not null,
  primary key (node, seq)
);
create index call_events_call on call_events (call, at, seq) where call is not null;

create table calls (
  id text primary key,
  organization_id text not null default 'default',
  direction text not null,
  ticket text not null,
  opens_ticket boolean not null,
  caller_number text not null,
  caller_name text not null,
  dialled text not null,
  customer text,
  queue text,
  topic text,
  priority int not null,
  agent text,
  arrived_at bigint not null,
  queued_at bigint,
  answered_at bigint,
  ended_at bigint,
  ended_by text,
  ended_phase text,
  waited_ms bigint,
  talked_ms bigint,
  outcome text not null,
  disposition text,
  note text not null,
  disposed_by text,
  disposed_at bigint
);
create index calls_arrived on calls (organization_id, arrived_at desc);
create index calls_agent on calls (agent, arrived_at desc);
create index calls_live on calls (organization_id) where outcome = 'live';
create index calls_ticket on calls (ticket);

create table number_leases (
  organization_id text not null default 'default',
  year int not null,
  next bigint not null,
  primary key (organization_id, year)
);

create table tickets (
  number text primary key,
  organization_id text not null default 'default',
  state text not null check (state in ('received', 'in-progress', 'contact-customer', 'closed')),
  level int not null,
  level_entry int not null,
  area text not null,
  home_area text not null,
  topic text not null,
  priority int not null,
  summary text not null,
  solution text not null,
  solved_level int,
  caller_number text not null,
  customer text,
  customer_name text,
  assignee text,
  opened_by text unique,
  opened_at bigint not null,
  updated_at bigint not null,
  level_due_at bigint,
  attention_due_at bigint,
  abandoned boolean not null,
  contact_tries int not null,
  version int not null,
  touched_at timestamptz not null default clock_timestamp()
);
create index tickets_updated on tickets (organization_id, updated_at desc);
create index tickets_open on tickets (organization_id, area, level) where state <> 'closed';
create index tickets_touched on tickets (touched_at);
create index tickets_caller on tickets (caller_number) where state <> 'closed';
create index tickets_customer on tickets (customer) where state <> 'closed';
create trigger tickets_changed after insert or update on tickets
  for each row execute function tell_row('cauce_tickets', 'number');

create table ticket_calls (
  call text primary key,
  organization_id text not null default 'default',
  ticket text not null references tickets (number) on delete cascade,
  place bigint generated always as identity
);
create index ticket_calls_ticket on ticket_calls (ticket);

create table ticket_events (
  id bigint generated always as identity primary key,
  organization_id text not null default 'default',
  ticket text not null references tickets (number) on delete cascade,
  at bigint not null,
  call text,
  kind text not null,
  data jsonb not null
);
create index ticket_events_ticket on ticket_events (ticket, id);

create table recordings (
  id text primary key,
  organization_id text not null default 'default',
  name text not null,
  call text not null,
  kind text not null check (kind in ('call', 'message')),
  started_at bigint not null,
  ended_at bigint,
  paused_at bigint,
  gaps jsonb not null,
  state text not null check (state in ('pending', 'kept', 'failed', 'erased')),
  path text,
  bytes bigint not null default 0,
  sha256 text not null default '',
  duration_ms bigint not null default 0,
  peaks jsonb not null default '[]',
  failed_why text,
  touched_at timestamptz not null default clock_timestamp()
);
create index recordings_started on recordings (organization_id, started_at desc);
create index recordings_call on recordings (call);
create index recordings_touched on recordings (touched_at);
create trigger recordings_changed after insert or update on recordings
  for each row execute function tell_row('cauce_recordings', 'id');

create table recording_listens (
  id bigint generated always as identity primary key,
  organization_id text not null default 'default',
  recording text not null,
  person text not null,
  at bigint not null
);
create index recording_listens_recording on recording_listens (recording, at);

create table outbox (
  id bigint generated always as identity primary key,
  organization_id text not null default 'default',
  key text not null unique,
  name text not null,
  job jsonb not null,
  run_at bigint not null,
  enqueued_at timestamptz,
  done_at timestamptz,
  failed_at timestamptz,
  attempts int not null default 0,
  last_error text
);
create index outbox_fresh on outbox (id) where enqueued_at is null and done_at is null and failed_at is null;
create index outbox_waiting on outbox (run_at) where done_at is null and failed_at is null;
create trigger outbox_grew after insert on outbox
  for each statement execute function tell_table('cauce_outbox');

create table alarms (
  key text primary key,
  organization_id text not null default 'default',
  since bigint not null,
  severity text not null check (severity in ('warning', 'critical')),
  es text not null,
  en text not null,
  cleared_at bigint
);
create trigger alarms_changed after insert or update or delete on alarms
  for each statement execute function tell_table('cauce_alarms');
`;
