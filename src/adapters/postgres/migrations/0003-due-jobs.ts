/**
 * Jobs are handed to Redis shortly before they are due, so the outbox is searched by moment; and the relay is woken only
 * by what is due at once (the writer says so), not by every clock of a ticket.
 */
export const dueJobs = `
drop trigger outbox_grew on outbox;
drop index outbox_fresh;
create index outbox_fresh on outbox (run_at)
  where enqueued_at is null and done_at is null and failed_at is null;
`;
