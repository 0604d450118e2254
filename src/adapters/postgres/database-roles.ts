import type pg from 'pg';
import { scramVerifier } from './scram.ts';

/** A role of our own cluster, with the password that it shall have. */
export interface RoleWanted {
  readonly name: string;
  readonly password: string;
}

/** None may do what a superuser may, or make others. */
const LOWLY = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Makes the owner of the schema and the role of the application in our own cluster, or brings them to this state, and hands
 * the database to the owner: in clusters from before everything was the superuser's. To be called by the superuser, within
 * a transaction; may be repeated, also while the centre runs.
 */
export async function makeRoles(
  client: pg.Client,
  owner: RoleWanted,
  application: RoleWanted,
): Promise<void> {
  for (const wanted of [owner, application]) await makeRole(client, wanted);
  await closeDatabases(client);
  const here = client.escapeIdentifier(client.database ?? '');
  await client.query(`alter database ${here} owner to ${client.escapeIdentifier(owner.name)}`);
  await client.query(`grant connect on database ${here} to ${client.escapeIdentifier(application.name)}`);
  await handOver(client, owner.name);
}

async function makeRole(client: pg.Client, { name, password }: RoleWanted): Promise<void> {
  const role = client.escapeIdentifier(name);
  const known = await client.query('select from pg_roles where rolname = $1', [name]);
  const verb = known.rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${role} ${LOWLY} password ${client.escapeLiteral(scramVerifier(password))}`,
  );
  // A role may give itself settings that outlast it: anyone who got hold of it must not stay in its way.
  const here = client.escapeIdentifier(client.database ?? '');
  await client.query(`alter role ${role} reset all`);
  await client.query(`alter role ${role} in database ${here} reset all`);
  // Anyone who is a member of another role may become it.
  const memberships = await client.query<{ name: string }>(
    `select g.rolname as name from pg_auth_members m
     join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where r.rolname = $1`,
    [name],
  );
  for (const group of memberships.rows)
    await client.query(`revoke ${client.escapeIdentifier(group.name)} from ${role}`);
}

/** Everybody may connect to every database and make temporary tables in it, unless that is taken away. */
async function closeDatabases(client: pg.Client): Promise<void> {
  const names = ['postgres', 'template1', client.database ?? ''];
  for (const name of new Set(names))
    await client.query(`revoke all on database ${client.escapeIdentifier(name)} from public`);
}

/** Everything in the schema becomes the owner's; the sequence of an identity goes with its table. */
async function handOver(client: pg.Client, owner: string): Promise<void> {
  const to = client.escapeIdentifier(owner);
  await client.query(`alter schema public owner to ${to}`);
  const things = await client.query<{ kind: string; name: string }>(
    `select case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end
              as kind, c.oid::regclass::text as name
     from pg_class c join pg_roles r on r.oid = c.relowner
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S', 'v', 'm') and rolname <> $1
       and not exists (
         select from pg_depend d
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('i', 'a')
           and d.refclassid = 'pg_class'::regclass)
     union all
     select 'routine', p.oid::regprocedure::text from pg_proc p join pg_roles r on r.oid = p.proowner
     where pronamespace = 'public'::regnamespace and rolname <> $1
       and not exists (
         -- What came with an extension is part of the server, and stays the superuser's.
         select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
    [owner],
  );
  for (const { kind, name } of things.rows) await client.query(`alter ${kind} ${name} owner to ${to}`);
}
