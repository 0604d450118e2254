/**
 * A call says itself for which promise it was made: it is known from its first fact on, whatever dies. A promise that was kept
 * is closed in its row, so that reading the open ones walks no others.
 */
export const keptPromises = `
alter table calls add column scheduled text;
update calls set scheduled = t.scheduled from scheduled_call_tries t where t.call = calls.id;
drop table scheduled_call_tries;
create index calls_scheduled on calls (scheduled) where scheduled is not null;

update scheduled_calls s set closed_how = 'done', closed_at = made.reached_at, version = s.version + 1
  from (select scheduled, min(answered_at) as reached_at from calls where answered_at is not null group by scheduled) made
  where made.scheduled = s.id and s.closed_at is null;
drop index scheduled_calls_person;
create index scheduled_calls_open on scheduled_calls (person, due_at) where closed_at is null;
create index scheduled_calls_closed on scheduled_calls (person, closed_at desc, id) where closed_at is not null;
`;
