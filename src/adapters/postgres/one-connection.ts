import pg from 'pg';
import { CauceError } from '../../kit/errors.ts';
import { away } from './database.ts';

const CONNECT_LIMIT_MS = 5_000;

/** One connection for one piece of work. Rejects with `store-away` when PostgreSQL does not answer. */
export async function inSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (cause) {
    throw away(cause) ? new CauceError('store-away', {}, { cause }) : cause;
  } finally {
    // Locks belong to the session and go with it.
    await client.end().catch(() => undefined);
  }
}

/** Runs `work` in one transaction of this connection; any rejection rolls back. */
export async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
