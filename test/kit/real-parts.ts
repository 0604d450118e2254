import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { prepareDatabase } from '../../src/adapters/postgres/prepare.ts';
import type { DatabaseUrls } from '../../src/launcher/part-postgres.ts';
import { type RunningPostgres, type RunningRedis, startPostgres, startRedis } from './own-parts.ts';

/** One PostgreSQL for a test file; every suite in it takes an empty database of its own. */
export interface RealPostgres {
  readonly part: RunningPostgres;
  /** An empty database, as its superuser sees it. */
  freshDatabase(): Promise<string>;
  /** One that is ready to work in, as the roles of a centre see it. */
  preparedDatabase(): Promise<DatabaseUrls>;
}

/** Starts PostgreSQL before the file's tests and stops it after them. */
export function realPostgres(): RealPostgres {
  const part = started('postgres', dir => startPostgres({ dir }));
  let databases = 0;
  const freshDatabase = async () => {
    databases += 1;
    const name = `test_${databases}`;
    const client = new pg.Client({ connectionString: part().url });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return name;
  };
  const inDatabase = (url: string, name: string) =>
    Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    get part() {
      return part();
    },
    freshDatabase: async () => inDatabase(part().url, await freshDatabase()),
    async preparedDatabase() {
      const name = await freshDatabase();
      const { admin, owner, application } = part().urls;
      const urls = {
        admin: inDatabase(admin, name),
        owner: inDatabase(owner, name),
        application: inDatabase(application, name),
      };
      await prepareDatabase(urls);
      return urls;
    },
  };
}

/** Starts Redis before the file's tests and stops it after them. */
export function realRedis(): { readonly part: RunningRedis } {
  const part = started('redis', dir => startRedis({ dir }));
  return {
    get part() {
      return part();
    },
  };
}

function started<Part extends { stop(): Promise<void> }>(
  name: string,
  start: (dir: string) => Promise<Part>,
): () => Part {
  let running: Part | undefined;
  let dir: string | undefined;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), `cauce-${name}-`));
    // Under root the part runs as the service user, who must be able to pass through.
    chmodSync(dir, 0o755);
    running = await start(join(dir, 'part'));
  });
  afterAll(async () => {
    await running?.stop();
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  });
  return () => {
    if (running === undefined) throw new Error(`${name} runs only while tests run`);
    return running;
  };
}
