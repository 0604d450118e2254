/**
 * Whether talks of a queue are recorded, and the longest pause of a recording at its agent's wish, ms. What was recorded is
 * recorded always, and what was not never is. Five minutes are all that a recorder bears (calls/rules/recording.ts).
 */
export const recordingPolicy = `
alter table queues
  add column recording text not null default 'always' check (recording in ('always', 'on-demand', 'never')),
  add column recording_pause_ms int not null default 120000 check (recording_pause_ms between 10000 and 300000);
update queues set recording = 'never' where not record;
alter table queues drop column record;
`;
