import { makeRoles, type RoleWanted } from './database-roles.ts';
import { migrate } from './migrate.ts';
import { inSession, inTransaction } from './one-connection.ts';

/** The ways into one database, from the mightiest to the least. */
export interface DatabaseWays {
  /** The superuser of our own cluster; null where the database is somebody else's, who has made the roles. */
  readonly admin: string | null;
  /** Owns the schema and changes it; nothing else is done as this role. */
  readonly owner: string;
  /** What our processes work as. */
  readonly application: string;
}

/**
 * Prepares the database for this program: the roles where the cluster is our own, the schema, and what the application
 * may do with it. Answers whether the application is another role than the owner, as it should be.
 * Rejects with `NewerDatabase`, with `store-away` while PostgreSQL does not answer, and as PostgreSQL does.
 */
export async function prepareDatabase({ admin, owner, application }: DatabaseWays): Promise<boolean> {
  if (admin !== null) {
    await inSession(admin, client =>
      inTransaction(client, async () => {
        // Two at once would change the same rows.
        await client.query(`select pg_advisory_xact_lock(hashtextextended('cauce roles', 0))`);
        await makeRoles(client, roleOf(owner), roleOf(application));
      }),
    );
  }
  const [owns, works] = [await userOf(owner), await userOf(application)];
  await migrate(owner, { application: owns === works ? null : works });
  return owns !== works;
}

function roleOf(url: string): RoleWanted {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** Whom PostgreSQL takes the bearer of this address for. */
function userOf(url: string): Promise<string> {
  return inSession(url, async client => {
    const found = await client.query<{ name: string }>('select current_user as name');
    return found.rows[0]?.name ?? '';
  });
}
