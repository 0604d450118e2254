/** Whether a queue has a wrap-up and when a long one is an alarm are two things: 0 was the first, and is now "no alarm". */
export const wrapUpAlarm = `
alter table queues rename column wrap_up_ms to wrap_up_alarm_ms;
alter table queues alter column wrap_up_alarm_ms set default 120000;
alter table queues add column wrap_up boolean not null default true;
update queues set wrap_up = wrap_up_alarm_ms > 0;
`;
