import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import {
  type ListenConnection,
  openListenConnection,
} from '../../src/adapters/postgres/listen-connection.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { NewerDatabase } from '../../src/adapters/postgres/schema-version.ts';
import { makeLog } from '../../src/kit/log.ts';
import { realPostgres } from '../kit/real-parts.ts';
import { auditContract } from './audit-contract.ts';
import { callsContract } from './calls-contract.ts';
import { centreContract } from './centre-contract.ts';
import { peopleContract } from './people-contract.ts';
import { recordingsContract } from './recordings-contract.ts';
import { postgresWorld, type RecordsWorld } from './records-world.ts';
import { secondFactorsContract } from './second-factors-contract.ts';
import { sightContract } from './sight-contract.ts';
import { ticketsContract } from './tickets-contract.ts';

const postgres = realPostgres();
const log = makeLog('test', 'silent');

describe('in PostgreSQL', () => {
  let db: Database;
  let listenConnection: ListenConnection;
  let world: RecordsWorld;
  beforeAll(async () => {
    // As in a centre: whatever these contracts ask for is allowed to the application, and nothing else is.
    const { application } = await postgres.preparedDatabase();
    db = openDatabase(application, log);
    listenConnection = openListenConnection(application, log);
    world = postgresWorld(db, listenConnection);
  });
  afterAll(async () => {
    await listenConnection.close();
    await db.close();
  });
  for (const contract of [
    peopleContract,
    secondFactorsContract,
    centreContract,
    callsContract,
    ticketsContract,
    recordingsContract,
    sightContract,
    auditContract,
  ])
    contract(() => world);

  test('the caps of calls are read where they are numbers above zero', async () => {
    expect((await world.centre.load()).policies.callCaps).toBeUndefined();
    await world.seed.note('callCaps', {
      trunk: 30,
      web: 0,
      perSecond: 'many',
      perAddress: -1,
      all: 50,
      else: 1,
    });
    expect((await world.centre.load()).policies.callCaps).toEqual({ trunk: 30, all: 50 });
    await world.seed.note('callCaps', 'none');
    expect((await world.centre.load()).policies.callCaps).toBeUndefined();
  });
});

describe('the schema', () => {
  test('is brought up once by however many processes start at the same time', async () => {
    const url = await postgres.freshDatabase();
    await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
    const db = openDatabase(url, log);
    const [row] = await db.query('select count(*) as steps, max(version) as last from schema_versions');
    expect(row?.steps).toBe(row?.last);
    await db.close();
  });

  test('of a newer release is refused and left alone', async () => {
    const url = await postgres.freshDatabase();
    await migrate(url);
    await migrate(url, { migrations: [{ version: 99, name: 'tomorrow', sql: 'create table tomorrow ()' }] });
    await expect(migrate(url)).rejects.toThrow(NewerDatabase);
    await expect(migrate(url)).rejects.toThrow(/99/);
  });

  test('is whole or not there: a step that fails leaves no trace', async () => {
    const url = await postgres.freshDatabase();
    const migrations = [{ version: 1, name: 'broken', sql: 'create table half (); select 1 / 0' }];
    await expect(migrate(url, { migrations })).rejects.toThrow(/division/);
    await migrate(url);
  });

  test('waits for nobody: a database that does not answer is store-away', async () => {
    await expect(migrate('postgresql://cauce@127.0.0.1:9/none')).rejects.toMatchObject({
      code: 'store-away',
    });
  });
});
