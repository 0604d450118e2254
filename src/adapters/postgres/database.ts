import { createHash } from 'node:crypto';
import pg from 'pg';
import { CauceError } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';

export type Row = Record<string, unknown>;

/** One connection inside a transaction, or the pool outside of one. */
export interface Sql {
  /** Rows of one statement. Rejects with `store-away` when PostgreSQL does not answer. */
  query<R extends Row = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

export interface Database extends Sql {
  readonly url: string;
  /** Runs `work` in one transaction; any rejection rolls back. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Longest wait for a connection, ms. */
const CONNECT_LIMIT_MS = 5_000;
/** A statement that takes longer is broken, ms. */
const STATEMENT_LIMIT_MS = 15_000;

/** int8 (oid 20) and numeric (1700) as numbers: all ours are epoch ms, byte counts and counters below 2^53. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 20 || oid === 1700) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * For processes that touch few rows, by key, again and again. Their statements are planned once for all values, by
 * indexes: a plan that was made while the tables were small would go on reading whole tables when they have grown.
 */
const BY_KEY = [
  ['plan_cache_mode', 'force_generic_plan'],
  ['enable_seqscan', 'off'],
  ['enable_hashjoin', 'off'],
  ['enable_mergejoin', 'off'],
  ['jit', 'off'],
]
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/** Opens a pool; `byKey` for a process that has no lists to search. Nothing is connected until the first statement. */
export function openDatabase(
  url: string,
  log: Log,
  options: { max?: number; byKey?: boolean } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: STATEMENT_LIMIT_MS + 5_000,
    keepAlive: true,
    types,
    ...(options.byKey ? { options: BY_KEY } : {}),
  });
  // An idle connection that dies tells the pool; the next statement opens another one.
  pool.on('error', error => log.debug({ err: error }, 'postgres idle connection lost'));
  return {
    url,
    query: (text, values) => ask(pool, text, values),
    transaction: work => transact(pool, work),
    close: () => pool.end(),
  };
}

async function ask<R extends Row>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  try {
    return (await client.query<R>({ name: nameOf(text), text, values: [...values] })).rows;
  } catch (cause) {
    return refused(cause);
  }
}

function refused(cause: unknown): never {
  throw away(cause) ? new CauceError('store-away', {}, { cause }) : cause;
}

/**
 * Every text is a constant of the program, so each connection parses and plans it once. A text with values written
 * into it would fill the server's memory with plans: values travel as parameters only.
 */
const names = new Map<string, string>();
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  // PostgreSQL cuts names at 63 bytes; the digest is the same in every process and never clashes.
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

async function transact<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(refused);
  let broken = false;
  // A connection that dies between two statements reports here; without a listener it would end the process.
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    await client.query('begin').catch(refused);
    const value = await work({ query: (text, values) => ask(client, text, values) });
    await client.query('commit').catch(refused);
    return value;
  } catch (error) {
    // Its prepared statements belong to an older schema: the next transaction takes a fresh connection.
    broken ||= away(error);
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * SQLSTATE classes that mean "not now": connection, resources, shutdown, serialization and deadlock; 0A000 is what a
 * prepared statement says when a newer program changed its table.
 */
const AWAY_STATES = /^(08|53|57P|40001|40P01|57014|0A000)/;
const AWAY_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether an error of `pg` means that PostgreSQL is away for now, not that the statement is wrong. */
export function away(error: unknown): boolean {
  if (error instanceof CauceError) return error.code === 'store-away';
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(away);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_STATES.test(code) || AWAY_SYSTEM.has(code)) return true;
  return /connection terminated|timeout exceeded|not queryable|read timeout|client was closed/i.test(
    error.message,
  );
}

/** SQLSTATE of a unique key that was hit. */
export function isDuplicate(error: unknown, index?: string): boolean {
  if (!(error instanceof Error && 'code' in error && error.code === '23505')) return false;
  return index === undefined || ('constraint' in error && error.constraint === index);
}
