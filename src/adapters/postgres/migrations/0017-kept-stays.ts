/** The file that a kept recording had, and its hash, are what they were: it can only be erased. */
export const keptStays = `
create function keep_kept() returns trigger language plpgsql as $$
begin
  raise exception 'recording % is kept: its file and hash stay', old.id using errcode = 'restrict_violation';
end $$;
create trigger recordings_kept_stay before update on recordings for each row
  when (old.state = 'kept' and (new.state not in ('kept', 'erased')
    or (new.path, new.sha256, new.bytes) is distinct from (old.path, old.sha256, old.bytes)))
  execute function keep_kept();
`;
