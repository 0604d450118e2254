/**
 * Lists of recordings are counted without their rows, which are wide, and words are found by their letters three by three. Where the
 * server has no pg_trgm, or its owner may not have it, words are found as before, by reading everything.
 */
export const recordingsSearched = `
drop index recordings_started;
create index recordings_started on recordings (started_at desc, id) include (agent, call, kind);
drop index recordings_agent;
create index recordings_agent on recordings (agent, started_at desc, id) include (call, kind) where agent is not null;
do $$
begin
  create extension if not exists pg_trgm;
  create index tickets_search on tickets using gin (search gin_trgm_ops);
  create index tickets_number_search on tickets using gin (number gin_trgm_ops);
  create index customers_search on customers using gin (search gin_trgm_ops);
  create index calls_caller_search on calls using gin ((E'\\n' || ltrim(caller_number, '+') || E'\\n') gin_trgm_ops);
exception when insufficient_privilege or undefined_file or undefined_object or feature_not_supported then
  raise notice 'words are searched without an index: %', sqlerrm;
end
$$;
`;
