/**
 * Recordings are taken along for a reason, which is kept beside who listened and how far; who heard what is read by recording and by
 * person. Queues have thresholds for the wallboard (`queues/thresholds.ts`), which a screen on the wall reads as a role of its own.
 */
export const floor = `
alter table recording_listens drop constraint recording_listens_outcome_check;
alter table recording_listens
  add constraint recording_listens_outcome_check check (outcome in ('heard', 'damaged', 'downloaded')),
  add column reason text not null default '';
drop index recording_listens_recording;
create index recording_listens_recording on recording_listens (recording, at desc, id desc);
create index recording_listens_at on recording_listens (at desc, id desc);
create index recording_listens_person on recording_listens (person, at desc, id desc);

create table recording_reaches (
  listen bigint primary key references recording_listens (id),
  until_ms bigint not null
);

drop index recordings_started;
create index recordings_started on recordings (started_at desc, id);
create index recordings_unsaid on recordings (call) where agent is null;

alter table people drop constraint people_role_check;
alter table people add check (role in ('agent', 'supervisor', 'admin', 'wallboard'));
alter table queues add column thresholds jsonb not null default '{}';
`;
