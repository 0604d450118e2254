import type pg from 'pg';

type Privilege = 'select' | 'insert' | 'update' | 'delete';

const READ = ['select'] as const;
/** What is there stays as it is: history, and who did what. */
const GROWS = ['select', 'insert'] as const;
const CHANGES = ['select', 'insert', 'update'] as const;
const COMES_AND_GOES = ['select', 'insert', 'update', 'delete'] as const;

/**
 * What our processes may do with each table. Nothing is granted on a table that is not named here, and never TRUNCATE,
 * REFERENCES or TRIGGER; the schema is its owner's alone.
 */
export const PRIVILEGES: Readonly<Record<string, readonly Privilege[]>> = {
  schema_versions: READ,

  call_events: GROWS,
  ticket_events: GROWS,
  ticket_calls: GROWS,
  ticket_customers: GROWS,
  diagnoses: GROWS,
  recording_listens: GROWS,
  customer_deeds: GROWS,
  audit_log: GROWS,
  notice_reads: GROWS,

  calendars: GROWS,
  numbers: GROWS,
  dispositions: GROWS,
  breaks: GROWS,

  people: CHANGES,
  customers: CHANGES,
  queues: CHANGES,
  areas: CHANGES,
  policies: CHANGES,
  level_limits: READ,
  ticket_routes: READ,
  calls: CHANGES,
  number_leases: CHANGES,
  tickets: CHANGES,
  recordings: CHANGES,
  recording_reaches: CHANGES,
  outbox: CHANGES,
  alarms: CHANGES,
  notices: CHANGES,
  scheduled_calls: CHANGES,

  counting: CHANGES,
  counting_agents: CHANGES,
  counted_times: GROWS,

  counting_set_aside: COMES_AND_GOES,
  counted_calls: COMES_AND_GOES,
  counted_turns: COMES_AND_GOES,
  counted_shares: COMES_AND_GOES,
  second_factors: COMES_AND_GOES,
  sessions: COMES_AND_GOES,
  customer_lines: COMES_AND_GOES,
  contacts: COMES_AND_GOES,
  speed_dials: COMES_AND_GOES,
};

/**
 * Gives the application's role exactly what `PRIVILEGES` says, on the tables that are there by now. To be called by the
 * owner, within a transaction: nobody sees the moment in which nothing is allowed.
 */
export async function grant(client: pg.Client, role: string): Promise<void> {
  const to = client.escapeIdentifier(role);
  const tables = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by relname`,
  );
  await client.query(`revoke all on all tables in schema public from ${to}`);
  await client.query(`revoke all on all sequences in schema public from ${to}`);
  await client.query(`revoke create on schema public from ${to}`);
  await client.query(`grant usage on schema public to ${to}`);
  for (const { name } of tables.rows) {
    const privileges = PRIVILEGES[name];
    if (privileges === undefined) continue;
    await client.query(`grant ${privileges.join(', ')} on ${client.escapeIdentifier(name)} to ${to}`);
  }
}
