import pg from 'pg';
import { CauceError } from '../../kit/errors.ts';
import { away } from './database.ts';
import { MIGRATIONS, type Migration } from './migrations/list.ts';

/** The database was prepared by a later release of Cauce; working on it could destroy what it knows. */
export class NewerDatabase extends Error {
  constructor(found: number, known: number) {
    super(
      `La base de datos es de una versión más nueva (${found}) que este programa (${known}). Actualice Cauce. / ` +
        `The database is of a newer version (${found}) than this program (${known}). Update Cauce.`,
    );
    this.name = 'NewerDatabase';
  }
}

/** Any number will do, as long as it is always the same: 'cauce' on a telephone's keys. */
const LOCK = 22823;

/**
 * Brings the database to this program's version; several processes may call it at once, one does the work.
 * Rejects with `NewerDatabase`, or with `store-away` when PostgreSQL does not answer.
 */
export async function migrate(url: string, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await bringUp(client, migrations);
  } catch (cause) {
    throw away(cause) ? new CauceError('store-away', {}, { cause }) : cause;
  } finally {
    // The lock belongs to the session and goes with it.
    await client.end().catch(() => undefined);
  }
}

async function bringUp(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    'create table if not exists schema_versions (version int primary key, name text not null, applied_at timestamptz not null default now())',
  );
  const found = await client.query<{ version: number }>(
    'select coalesce(max(version), 0)::int as version from schema_versions',
  );
  const version = found.rows[0]?.version ?? 0;
  const known = Math.max(0, ...migrations.map(migration => migration.version));
  if (version > known) throw new NewerDatabase(version, known);
  for (const migration of migrations.filter(one => one.version > version)) {
    await client.query('begin');
    try {
      await client.query(migration.sql);
      await migration.fill?.(async (text, values) => (await client.query(text, [...values])).rows);
      await client.query('insert into schema_versions (version, name) values ($1, $2)', [
        migration.version,
        migration.name,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }
}
