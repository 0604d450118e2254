/**
 * People, sessions, customers and settings. Instants are bigint epoch ms, as everywhere in the program.
 * A statement-level trigger tells every process of a change, also of one typed into psql.
 */
export const centre = `
create function tell_table() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end $$;

create table people (
  id text primary key,
  organization_id text not null default 'default',
  username text not null,
  display_name text not null,
  role text not null check (role in ('agent', 'level-2', 'supervisor', 'admin')),
  level int not null check (level between 1 and 4),
  queues text[] not null default '{}',
  phone_kind text not null check (phone_kind in ('browser', 'sip')),
  password_hash text not null,
  language text not null check (language in ('es', 'en')),
  active boolean not null default true,
  confidentiality_accepted_at bigint,
  created_at timestamptz not null default now()
);
create unique index people_username on people (organization_id, lower(username));
create trigger people_changed after insert or update or delete on people
  for each statement execute function tell_table('cauce_people');

create table sessions (
  id text primary key,
  organization_id text not null default 'default',
  kind text not null check (kind in ('person', 'guest')),
  person_id text references people (id) on delete cascade,
  line text,
  token_hash bytea not null unique,
  created_at bigint not null,
  expires_at bigint not null
);
create index sessions_expiry on sessions (expires_at);
create index sessions_person on sessions (person_id);
create trigger sessions_changed after insert or update or delete on sessions
  for each statement execute function tell_table('cauce_sessions');

create table customers (
  id text primary key,
  organization_id text not null default 'default',
  name text not null,
  summary jsonb not null,
  document_key text not null,
  sought text not null,
  updated_at timestamptz not null default now()
);
create index customers_document on customers (document_key);
create table customer_lines (
  number text primary key,
  organization_id text not null default 'default',
  customer text not null references customers (id) on delete cascade
);
create index customer_lines_customer on customer_lines (customer);

create table queues (
  organization_id text not null default 'default',
  name text not null,
  title text not null,
  calendar text not null,
  ring_ms int not null,
  wrap_up_ms int not null,
  answer_within_ms int not null,
  announce_every_ms int not null,
  record boolean not null,
  primary key (organization_id, name)
);
create table calendars (
  organization_id text not null default 'default',
  name text not null,
  spec jsonb not null,
  primary key (organization_id, name)
);
create table numbers (
  organization_id text not null default 'default',
  number text not null,
  flow text not null,
  primary key (organization_id, number)
);
create table dispositions (
  organization_id text not null default 'default',
  code text not null,
  queue text,
  title_es text not null,
  title_en text not null,
  effect text not null check (effect in ('none', 'solved', 'escalate', 'contact-made')),
  place int not null default 0,
  primary key (organization_id, code)
);
create table breaks (
  organization_id text not null default 'default',
  code text not null,
  title_es text not null,
  title_en text not null,
  place int not null default 0,
  primary key (organization_id, code)
);
create table policies (
  organization_id text not null default 'default',
  name text not null,
  value jsonb not null,
  primary key (organization_id, name)
);
create table level_limits (
  organization_id text not null default 'default',
  topic text,
  level int not null,
  limit_ms bigint not null,
  unique nulls not distinct (organization_id, topic, level)
);
create table ticket_routes (
  organization_id text not null default 'default',
  topic text,
  level int not null,
  area text not null,
  unique nulls not distinct (organization_id, topic, level)
);
insert into level_limits (topic, level, limit_ms) values (null, 1, 1800000);
insert into ticket_routes (topic, level, area) values (null, 1, 'averias'), (null, 2, 'nivel-2');

create trigger queues_changed after insert or update or delete on queues
  for each statement execute function tell_table('cauce_settings');
create trigger calendars_changed after insert or update or delete on calendars
  for each statement execute function tell_table('cauce_settings');
create trigger numbers_changed after insert or update or delete on numbers
  for each statement execute function tell_table('cauce_settings');
create trigger dispositions_changed after insert or update or delete on dispositions
  for each statement execute function tell_table('cauce_settings');
create trigger breaks_changed after insert or update or delete on breaks
  for each statement execute function tell_table('cauce_settings');
create trigger policies_changed after insert or update or delete on policies
  for each statement execute function tell_table('cauce_settings');
`;
