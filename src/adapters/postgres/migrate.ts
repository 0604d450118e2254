import type pg from 'pg';
import { MIGRATIONS, type Migration } from './migrations/list.ts';
import { inSession, inTransaction } from './one-connection.ts';
import { grant } from './privileges.ts';
import { latestOf, NewerDatabase } from './schema-version.ts';

/** Any number will do, as long as it is always the same: 'cauce' on a telephone's keys. */
const LOCK = 22823;

export interface MigrateOptions {
  readonly migrations?: readonly Migration[];
  /** The role that is given what `PRIVILEGES` says, together with each step; null when the owner works itself. */
  readonly application?: string | null;
}

/**
 * Brings the database to this program's version; several processes may call it at once, one does the work.
 * Rejects with `NewerDatabase`, or with `store-away` when PostgreSQL does not answer.
 */
export function migrate(
  url: string,
  { migrations = MIGRATIONS, application = null }: MigrateOptions = {},
): Promise<void> {
  return inSession(url, async client => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await bringUp(client, migrations, application);
  });
}

async function bringUp(
  client: pg.Client,
  migrations: readonly Migration[],
  application: string | null,
): Promise<void> {
  await client.query(
    'create table if not exists schema_versions (version int primary key, name text not null, applied_at timestamptz not null default now())',
  );
  const found = await client.query<{ version: number }>(
    'select coalesce(max(version), 0)::int as version from schema_versions',
  );
  const version = found.rows[0]?.version ?? 0;
  const known = latestOf(migrations);
  if (version > known) throw new NewerDatabase(version, known);
  const granted = async () => {
    if (application !== null) await grant(client, application);
  };
  for (const migration of migrations.filter(one => one.version > version)) {
    await inTransaction(client, async () => {
      await client.query(migration.sql);
      await migration.fill?.(async (text, values) => (await client.query(text, [...values])).rows);
      await client.query('insert into schema_versions (version, name) values ($1, $2)', [
        migration.version,
        migration.name,
      ]);
      // With the step, so that anyone who waits for this version may work with it.
      await granted();
    });
  }
  await inTransaction(client, granted);
}
