import { CauceError } from '../../kit/errors.ts';
import type { Sql } from './database.ts';
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

/** The version that these steps lead to. */
export function latestOf(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(migration => migration.version));
}

/** PostgreSQL answers, and the database is not prepared for us yet. Passes like an absence. */
export class NotPrepared extends CauceError {
  constructor(cause: unknown) {
    super('store-away', {}, { cause });
  }
}

/** SQLSTATE: no such table, a table that is not ours to read, no such role or another password. */
const NOT_PREPARED = ['42P01', '42501', '28P01', '28000'];

/**
 * Resolves when the database is of this program's version. Rejects with `NotPrepared` until the process that has the
 * owner's password has done its work, with `store-away` while PostgreSQL does not answer, and with `NewerDatabase`.
 */
export async function requireSchema(db: Sql): Promise<void> {
  const known = latestOf(MIGRATIONS);
  const version = await versionOf(db);
  if (version > known) throw new NewerDatabase(version, known);
  if (version < known)
    throw new NotPrepared(new Error(`the schema is of version ${version}, not yet ${known}`));
}

async function versionOf(db: Sql): Promise<number> {
  try {
    const [row] = await db.query('select coalesce(max(version), 0) as version from schema_versions');
    return Number(row?.version ?? 0);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw NOT_PREPARED.includes(code) ? new NotPrepared(cause) : cause;
  }
}
