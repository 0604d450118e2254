/**
 * Areas are rows of their own: those whose name a queue had, those that routes lead to and those that tickets have been in.
 * A queue names the area in which its calls become tickets; one that is written without gets an area of its own name, so
 * a queue holds as soon as it is written. The area without a name is that of tickets which no route leads anywhere.
 */
export const areas = `
create table areas (
  name text primary key,
  title text not null
);
insert into areas (name, title) values ('', 'Sin área');
insert into areas (name, title) select name, title from queues on conflict do nothing;
insert into areas (name, title)
  select name, name from (
    select area from ticket_routes
    union select area from tickets
    union select home_area from tickets
    union select unnest(worked_in) from tickets
  ) known (name)
  on conflict do nothing;
create trigger areas_changed after insert or update or delete on areas
  for each statement execute function tell_table('cauce_settings');

alter table queues add column area text references areas (name);
update queues set area = name;
create function area_of_queue() returns trigger language plpgsql as $$
begin
  if new.area is null then
    insert into areas (name, title) values (new.name, new.title)
      on conflict (name) do update set title = excluded.title where areas.title = areas.name;
    new.area := new.name;
  end if;
  return new;
end $$;
create trigger queues_area before insert or update on queues
  for each row when (new.area is null) execute function area_of_queue();
alter table queues alter column area set not null;

alter table ticket_routes add foreign key (area) references areas (name);
alter table tickets add foreign key (area) references areas (name), add foreign key (home_area) references areas (name);

-- Whoever served a queue worked in the area of its name.
alter table people add column areas text[] not null default '{}';
update people set areas = queues;
`;
