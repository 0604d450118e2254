import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { MIGRATIONS } from '../../src/adapters/postgres/migrations/list.ts';
import { prepareDatabase } from '../../src/adapters/postgres/prepare.ts';
import { PRIVILEGES } from '../../src/adapters/postgres/privileges.ts';
import { latestOf, NotPrepared, requireSchema } from '../../src/adapters/postgres/schema-version.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { DatabaseUrls } from '../../src/launcher/part-postgres.ts';
import { realPostgres } from '../kit/real-parts.ts';

const postgres = realPostgres();
const log = makeLog('test', 'silent');
const NOT_ALLOWED = '42501';

/** One connection as one of the roles, for as long as it is needed. */
async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const rows = async (url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  as(url, async client => (await client.query(text, values)).rows);

/** The SQLSTATE that a statement is refused with, or what became of it. */
async function refusal(url: string, text: string): Promise<string> {
  try {
    await rows(url, text);
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** A listening, a fact, a ticket's step and what somebody did with a customer, as the application writes them. */
const DEEDS = `
  insert into recording_listens (recording, person, at) values ('r', 'sara', 1);
  insert into call_events (node, seq, at, kind, data) values ('n', 1, 1, 'arrived', '{}');
  insert into customer_deeds (at, person, deed, detail) values (1, 'sara', 'searched', 'x');
`;
/** Tables that only grow, each with a column of its own. */
const GROWING = [
  ['recording_listens', 'person'],
  ['call_events', 'kind'],
  ['ticket_events', 'kind'],
  ['ticket_calls', 'ticket'],
  ['customer_deeds', 'person'],
  ['audit_log', 'person'],
] as const;

describe('what the application may do', () => {
  test('is for each table what is written down, and every table is written down', async () => {
    const { admin } = await postgres.preparedDatabase();
    const found = await rows(
      admin,
      `select relname as table,
              array(select p from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p
                    where has_table_privilege('cauce_app', c.oid, p)) as may
       from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')`,
    );
    expect(found.length).toBeGreaterThan(20);
    expect(Object.fromEntries(found.map(one => [one.table, one.may]))).toEqual(PRIVILEGES);
    for (const [table] of GROWING) expect(PRIVILEGES[table]).toEqual(['select', 'insert']);
  });

  test.each(GROWING)('leaves %s as it is', async (table, column) => {
    const { application } = await postgres.preparedDatabase();
    expect(await refusal(application, DEEDS)).toBe('done');
    // PostgreSQL only warns that nothing was granted; that nothing was is seen below.
    await refusal(application, `grant all on ${table} to cauce_app`);
    for (const statement of [
      `delete from ${table}`,
      `update ${table} set ${column} = 'mine'`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} add column mine int`,
      `alter table ${table} disable trigger all`,
      `create trigger mine before insert on ${table} for each row execute function tell_table('x')`,
      `create rule mine as on insert to ${table} do instead nothing`,
      `alter table ${table} owner to cauce_app`,
      `select * from ${table} for update`,
    ])
      expect(await refusal(application, statement), statement).toBe(NOT_ALLOWED);
    expect(await refusal(application, `select * from ${table}`)).toBe('done');
  });

  test.each([
    'create table mine ()',
    'create temporary table mine ()',
    'create schema mine',
    'create function mine() returns int language sql as $$ select 1 $$',
    'create role mine',
    'create database mine',
    'alter role cauce_app superuser',
    'alter role cauce_app createrole',
    `alter role cauce_owner password 'mine'`,
    'grant cauce_owner to cauce_app',
    'set role cauce_owner',
    'set role cauce',
    'set session authorization cauce_owner',
    'set session_replication_role = replica',
    'alter database postgres rename to mine',
    'alter system set log_statement = none',
    `copy people to program 'id'`,
    `copy people to '/tmp/people'`,
    `select pg_read_file('postgresql.conf')`,
    `select * from pg_authid`,
    `insert into schema_versions (version, name) values (999, 'mine')`,
    'delete from tickets',
    'delete from recordings',
    'delete from people',
  ])('ends before: %s', async statement => {
    const { application } = await postgres.preparedDatabase();
    expect(await refusal(application, statement)).toBe(NOT_ALLOWED);
  });

  test('ends at its own database', async () => {
    const { application } = await postgres.preparedDatabase();
    for (const name of ['postgres', 'template1', 'cauce']) {
      const other = Object.assign(new URL(application), { pathname: `/${name}` }).href;
      expect(await refusal(other, 'select 1'), name).toBe(name === 'cauce' ? 'done' : NOT_ALLOWED);
    }
  });

  test('does not reach the file of a recording that is kept, nor its hash; it can be erased', async () => {
    const { application } = await postgres.preparedDatabase();
    await rows(
      application,
      `insert into recordings (id, name, call, kind, started_at, gaps, state, path, bytes, sha256)
       values ('r', 'n', 'c', 'call', 1, '[]', 'kept', 'a.wav', 10, 'aa')`,
    );
    for (const change of [`sha256 = 'bb'`, `path = 'b.wav'`, `bytes = 11`, `state = 'pending'`])
      expect(await refusal(application, `update recordings set ${change}`), change).toBe('23001');
    expect(await refusal(application, `update recordings set gaps = '[1]', touched_at = now()`)).toBe('done');
    expect(await refusal(application, `update recordings set state = 'erased'`)).toBe('done');
  });
});

describe('the owner of the schema', () => {
  test('changes it, and is neither a superuser nor makes other roles', async () => {
    const { owner } = await postgres.preparedDatabase();
    expect(await refusal(owner, 'create table more (); drop table more')).toBe('done');
    for (const statement of [
      'create role mine',
      'create database mine',
      'alter role cauce_owner superuser',
      'set role cauce',
      `copy people to program 'id'`,
    ])
      expect(await refusal(owner, statement), statement).toBe(NOT_ALLOWED);
  });
});

describe('a database is prepared', () => {
  /** A database in which everything is the superuser's, as the first releases made it, of an earlier version. */
  async function ofBefore(): Promise<DatabaseUrls> {
    const admin = await postgres.freshDatabase();
    await migrate(admin, { migrations: MIGRATIONS.filter(({ version }) => version <= 10) });
    await rows(admin, DEEDS.replace(/\) values/g, ') values'));
    const { pathname } = new URL(admin);
    const { owner, application } = postgres.part.urls;
    const here = (url: string) => Object.assign(new URL(url), { pathname }).href;
    return { admin, owner: here(owner), application: here(application) };
  }

  test('though it was the superuser’s: everything in it becomes the owner’s and nothing is lost', async () => {
    const urls = await ofBefore();
    expect(await prepareDatabase(urls)).toBe(true);
    const owners = await rows(
      urls.admin,
      `select distinct rolname as owner from pg_roles r
       join (select relowner as who from pg_class where relnamespace = 'public'::regnamespace
             union all select proowner from pg_proc p where pronamespace = 'public'::regnamespace
               and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
             union all select nspowner from pg_namespace where nspname = 'public'
             union all select datdba from pg_database where datname = current_database()) o on o.who = r.oid`,
    );
    expect(owners).toEqual([{ owner: 'cauce_owner' }]);
    expect(await rows(urls.application, 'select person from recording_listens')).toEqual([
      { person: 'sara' },
    ]);
    expect(await rows(urls.application, 'select max(version) as version from schema_versions')).toEqual([
      { version: latestOf(MIGRATIONS) },
    ]);
    // The next number of an identity goes on where it was.
    expect(await refusal(urls.application, DEEDS.replace("'n', 1,", "'n', 2,"))).toBe('done');
  });

  test('again and again, also by several at once, and by nobody in part', async () => {
    const urls = await ofBefore();
    await Promise.all([1, 2, 3].map(() => prepareDatabase(urls)));
    await prepareDatabase(urls);
    expect(await refusal(urls.application, 'select * from people')).toBe('done');
    expect(await refusal(urls.application, 'delete from people')).toBe(NOT_ALLOWED);
  });

  test('and whoever asks before that is told to wait, whatever is missing', async () => {
    const urls = await ofBefore();
    const asked = async (url: string) => {
      const db = openDatabase(url, log);
      return requireSchema(db)
        .then(
          () => 'ready',
          error => error,
        )
        .finally(() => db.close());
    };
    const stranger = Object.assign(new URL(urls.application), { username: 'nobody-yet' }).href;
    // No role; a role that may not read; an older schema.
    expect(await asked(stranger)).toBeInstanceOf(NotPrepared);
    await prepareDatabase({
      ...urls,
      admin: postgres.part.url,
      owner: postgres.part.urls.owner,
      application: postgres.part.urls.application,
    });
    expect(await asked(urls.application)).toBeInstanceOf(NotPrepared);
    expect(await asked(urls.admin)).toBeInstanceOf(NotPrepared);
    await prepareDatabase(urls);
    expect(await asked(urls.application)).toBe('ready');
  });

  test('with other passwords after a secret was made anew, and the old one opens nothing', async () => {
    const urls = await ofBefore();
    await prepareDatabase(urls);
    const renewed = Object.assign(new URL(urls.application), { password: 'another-one' }).href;
    await prepareDatabase({ ...urls, application: renewed });
    expect(await refusal(renewed, 'select 1')).toBe('done');
    expect(await refusal(urls.application, 'select 1')).toBe('28P01');
    await prepareDatabase(urls);
  });

  test('without the settings and the password that the application gave itself', async () => {
    const urls = await ofBefore();
    await prepareDatabase(urls);
    const name = new URL(urls.application).pathname.slice(1);
    await as(urls.application, async client => {
      await client.query(`alter role cauce_app set default_transaction_read_only = on`);
      await client.query(`alter role cauce_app in database ${name} set search_path = nowhere`);
      await client.query(`alter role cauce_app password 'of-somebody-else'`);
    });
    await prepareDatabase(urls);
    const asked = `select current_setting('default_transaction_read_only') as fixed, count(*)::int as people from people`;
    expect(await rows(urls.application, asked)).toEqual([{ fixed: 'off', people: 0 }]);
  });

  test('of an operator with two roles and no superuser, or with one user for everything', async () => {
    const admin = await postgres.freshDatabase();
    const name = new URL(admin).pathname.slice(1);
    const theirs = (username: string) => Object.assign(new URL(admin), { username, password: 'theirs' }).href;
    await rows(
      admin,
      `create role their_owner login password 'theirs'; create role their_app login password 'theirs';
       alter database ${name} owner to their_owner`,
    );
    const [owner, application] = [theirs('their_owner'), theirs('their_app')];
    expect(await prepareDatabase({ admin: null, owner: owner, application: owner })).toBe(false);
    expect(await refusal(owner, DEEDS)).toBe('done');
    expect(await refusal(application, 'select * from people')).toBe(NOT_ALLOWED);
    expect(await prepareDatabase({ admin: null, owner, application })).toBe(true);
    expect(await refusal(application, 'select * from people')).toBe('done');
    expect(await refusal(application, 'delete from recording_listens')).toBe(NOT_ALLOWED);
    expect(await refusal(application, 'create table mine ()')).toBe(NOT_ALLOWED);
  });

  test('not with a password that is wrong: that is said at once', async () => {
    const urls = await postgres.preparedDatabase();
    const wrong = Object.assign(new URL(urls.owner), { password: 'wrong' }).href;
    await expect(
      prepareDatabase({ admin: null, owner: wrong, application: urls.application }),
    ).rejects.toThrow(/password authentication failed/);
  });
});
