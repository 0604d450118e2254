/**
 * Who may read a ticket is asked of every list (rights/sight.ts): the areas that have worked on it stand with it, and so
 * does the highest level it has been at. What an agent spoke on is found by the agent, and lists come newest first.
 */
export const ticketSight = `
alter table tickets add column worked_in text[] not null default '{}', add column highest_level int;

-- Nobody is told of each old ticket.
alter table tickets disable trigger tickets_changed;
update tickets t set
  worked_in = coalesce(entered.areas, '{}'),
  highest_level = greatest(t.level, entered.level)
from (
  select k.number, array_agg(distinct e.data ->> 'area') filter (where e.ticket is not null) as areas,
    max((e.data ->> 'level')::int) as level
  from tickets k left join ticket_events e on e.ticket = k.number and e.kind = 'level-entered'
  group by k.number) entered
where entered.number = t.number;
alter table tickets enable trigger tickets_changed;

alter table tickets alter column highest_level set not null;
create index tickets_opened on tickets (opened_at desc, number desc);
create index recordings_agent on recordings (agent) where agent is not null;
`;
