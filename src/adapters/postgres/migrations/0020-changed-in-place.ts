/**
 * Rows that change with every step of a call are changed in place (HOT): no index holds what changes with each step, and
 * pages keep room for the next version. `touched_at` is looked for after a lost connection only, by ranges of pages; open
 * tickets of a line are few among its tickets. What is told of a changed row is its key, without the row as JSON.
 */
export const changedInPlace = `
drop index tickets_touched;
create index tickets_touched on tickets using brin (touched_at) with (pages_per_range = 16);
drop index recordings_touched;
create index recordings_touched on recordings using brin (touched_at) with (pages_per_range = 16);
drop index tickets_caller;
create index tickets_caller on tickets (caller_number);

alter table tickets set (fillfactor = 80);
alter table calls set (fillfactor = 80);
alter table recordings set (fillfactor = 80);

create function tell_ticket() returns trigger language plpgsql as $$
begin
  perform pg_notify('cauce_tickets', new.number);
  return null;
end $$;
create function tell_recording() returns trigger language plpgsql as $$
begin
  perform pg_notify('cauce_recordings', new.id);
  return null;
end $$;
create or replace trigger tickets_changed after insert or update on tickets
  for each row execute function tell_ticket();
create or replace trigger recordings_changed after insert or update on recordings
  for each row execute function tell_recording();
drop function tell_row();
`;
