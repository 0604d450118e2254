/**
 * One installation is one centre: what is unique is unique over all of it. Where an organisation becomes something that
 * is read, of customers or queues, it is a column of theirs, and in no key.
 *
 * `calls_live`, `tickets_updated` and `tickets_open` go with their column and do not come back: no statement used them.
 */
export const oneOrganisation = `
do $$
declare named record;
begin
  for named in select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'organization_id' order by table_name
  loop
    execute format('alter table %I drop column organization_id', named.table_name);
  end loop;
end $$;

create unique index people_username on people (lower(username));
alter table queues add primary key (name);
alter table calendars add primary key (name);
alter table numbers add primary key (number);
alter table dispositions add primary key (code);
alter table breaks add primary key (code);
alter table policies add primary key (name);
alter table number_leases add primary key (year);
alter table level_limits add unique nulls not distinct (topic, level);
alter table ticket_routes add unique nulls not distinct (topic, level);
create index calls_arrived on calls (arrived_at desc);
create index recordings_started on recordings (started_at desc);
`;
