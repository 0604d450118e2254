import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { headFile } from '../../src/adapters/files/audit-files.ts';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { postgresAudit } from '../../src/adapters/postgres/audit-log.ts';
import { postgresCustomers } from '../../src/adapters/postgres/customers.ts';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { MIGRATIONS } from '../../src/adapters/postgres/migrations/list.ts';
import { postgresRecordings } from '../../src/adapters/postgres/recordings.ts';
import { ChainWatch } from '../../src/audit/chain-watch.ts';
import type { AuditEntry } from '../../src/audit/events.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { realPostgres } from '../kit/real-parts.ts';
import { wholeLog } from './audit-contract.ts';

const postgres = realPostgres();
const log = makeLog('test', 'silent');
const entry = (at: number): AuditEntry => ({
  at,
  person: 'ana',
  address: '10.0.0.7',
  kind: 'logged-in',
  subject: null,
  data: {},
});
const sara = { person: 'sara', address: '10.0.0.8' };

/** What the owner of the database can do, and the application cannot. */
const AS_OWNER = 'alter table audit_log disable trigger user';

describe('an audit log of ten rows in PostgreSQL', () => {
  let db: Database;
  let folder: string;
  /** What a process that looks at the log finds. */
  const lookedAt = async () => {
    const records = memoryRecords();
    const clock = fakeClock();
    const head = headFile(join(folder, 'head.json'));
    const watch = new ChainWatch(postgresAudit(db), head, memoryAlarms(records), { clock, log });
    await watch.checkWhole();
    const { faults, checked } = watch.state();
    const [alarm] = records.alarms.values();
    return { faults, seq: checked?.seq, alarm: alarm?.words.en };
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cauce-audit-'));
    const url = await postgres.freshDatabase();
    await migrate(url);
    const opened = openDatabase(url, log);
    db = opened;
    onTestFinished(async () => {
      await opened.close();
      rmSync(folder, { recursive: true });
    });
    await postgresAudit(db).append([1, 2, 3, 4, 5, 6].map(entry));
    const deed = { at: 7, person: 'ana', customer: 'c', deed: 'viewed', detail: '' } as const;
    await postgresCustomers(db).note(deed, null);
    await postgresRecordings(db).noteListening('r', sara, 8);
    await postgresAudit(db).append([9, 10].map(entry));
    expect(await lookedAt()).toEqual({ faults: [], seq: 10, alarm: undefined });
    expect(statSync(join(folder, 'head.json')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['update', `update audit_log set person = 'luis' where seq = 4`],
    ['delete', 'delete from audit_log where seq = 4'],
    ['truncate', 'truncate audit_log'],
    ['update of nothing', `update audit_log set person = 'luis' where false`],
  ])('refuses an %s', async (_, sql) => {
    await expect(db.query(sql)).rejects.toThrow('the audit log only grows');
    expect((await lookedAt()).faults).toEqual([]);
  });

  test('lets nobody choose the place of a row', async () => {
    await db.query(
      `insert into audit_log (seq, at, person, address, kind, subject, data, prev, hash)
       values (3, 1, '', '', 'refused', '', '{}', '\\x00', '\\x00')`,
    );
    expect(await lookedAt()).toEqual({ faults: [], seq: 11, alarm: undefined });
  });

  const swap = `update audit_log set seq = case seq when 5 then -6 else -5 end where seq in (5, 6);
                update audit_log set seq = -seq where seq < 0`;
  const anew = `
    do $$
    declare
      one record;
      before bytea := decode(repeat('00', 32), 'hex');
    begin
      update audit_log set address = '192.0.2.1' where seq = 4;
      for one in select * from audit_log order by seq loop
        before := sha256(before || convert_to(concat_ws(E'\\n', one.seq, one.at, one.person, one.address, one.kind,
          one.subject, one.data), 'UTF8'));
        update audit_log set hash = before where seq = one.seq;
        update audit_log set prev = before where seq = one.seq + 1;
      end loop;
    end $$`;
  test.each([
    ['the person of a row', `update audit_log set person = 'luis' where seq = 4`, [4, 'changed']],
    ['the moment of a row', 'update audit_log set at = 1 where seq = 10', [10, 'changed']],
    ['the data of a row', `update audit_log set data = '{"a":1}' where seq = 1`, [1, 'changed']],
    ['a hash', `update audit_log set hash = '\\xabcd' where seq = 4`, [4, 'changed']],
    ['a row that is gone', 'delete from audit_log where seq = 4', [4, 'missing']],
    ['the first rows gone', 'delete from audit_log where seq <= 4', [1, 'missing']],
    ['the tail cut off', 'delete from audit_log where seq > 8', [9, 'cut']],
    ['everything gone', 'truncate audit_log', [1, 'cut']],
    ['two rows in each other’s place', swap, [5, 'misplaced']],
    ['a chain made anew around a change', anew, [10, 'rewritten']],
    ['a tail that others took', 'delete from audit_log where seq = 10', [10, 'cut']],
    ['a deed it vouches for', `update customer_deeds set detail = 'x'`, [7, 'record-changed']],
    ['a deed that is gone', 'delete from customer_deeds', [7, 'record-missing']],
    ['a listening of somebody else', `update recording_listens set person = 'luis'`, [8, 'record-changed']],
    ['a listening that is gone', 'delete from recording_listens', [8, 'record-missing']],
  ])('shows %s, and where', async (_, sql, [seq, why]) => {
    await db.query(AS_OWNER);
    for (const statement of sql.includes('do $$') ? [sql] : sql.split(';')) await db.query(statement);
    await db.query('alter table audit_log enable trigger user');
    const { faults, alarm } = await lookedAt();
    expect(faults[0]).toEqual({ seq, why });
    expect(alarm).toContain('The audit log is not what was written');
    expect(alarm).toContain(String(seq));
  });

  test('shows a tail that was cut off also when as many rows came after it', async () => {
    await db.query(AS_OWNER);
    await db.query('delete from audit_log where seq > 8');
    await db.query('alter table audit_log enable trigger user');
    await postgresAudit(db).append([20, 21, 22].map(entry));
    expect((await lookedAt()).faults).toEqual([{ seq: 10, why: 'rewritten' }]);
  });

  test('finds every fault, not only the first', async () => {
    await db.query(AS_OWNER);
    await db.query(`update audit_log set person = 'luis' where seq = 2`);
    await db.query('delete from audit_log where seq = 5');
    await db.query('delete from recording_listens');
    expect((await lookedAt()).faults).toEqual([
      { seq: 2, why: 'changed' },
      { seq: 5, why: 'missing' },
      { seq: 8, why: 'record-missing' },
    ]);
  });
});

test('processes with connections of their own write one chain', async () => {
  const url = await postgres.freshDatabase();
  await migrate(url);
  const processes = Array.from({ length: 4 }, () => openDatabase(url, log));
  await Promise.all(
    processes.flatMap(db =>
      Array.from({ length: 25 }, (_, index) =>
        index % 2 === 0
          ? postgresAudit(db).append([entry(index)])
          : postgresRecordings(db).noteListening('r', sara, index * 1e9),
      ),
    ),
  );
  const [db] = processes;
  const rows = await wholeLog(postgresAudit(db as Database));
  expect(rows.map(row => row.seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter(row => row.kind === 'logged-in')).toHaveLength(52);
  await Promise.all(processes.map(one => one.close()));
});

test('what was kept before there was an audit log is in it, in its order', async () => {
  const url = await postgres.freshDatabase();
  const auditLog = MIGRATIONS.findIndex(({ name }) => name === 'audit-log');
  await migrate(url, { migrations: MIGRATIONS.slice(0, auditLog) });
  const db = openDatabase(url, log);
  await db.query(
    `insert into customer_deeds (at, person, customer, deed, detail)
     select 2 * n, 'ana', 'c' || n, 'viewed', 'ñ' from generate_series(1, 1200) n`,
  );
  await db.query(
    `insert into recording_listens (recording, person, at) select 'r' || n, 'sara', 2 * n + 1 from generate_series(1, 3) n`,
  );
  await migrate(url);
  const rows = await wholeLog(postgresAudit(db));
  expect(rows).toHaveLength(1_203);
  expect(rows.slice(0, 4).map(row => [row.at, row.kind, row.subject])).toEqual([
    [2, 'customer-viewed', 'c1'],
    [3, 'recording-heard', 'r1'],
    [4, 'customer-viewed', 'c2'],
    [5, 'recording-heard', 'r2'],
  ]);
  for (const row of rows) expect(JSON.parse(row.data)).toMatchObject({ sha256: row.record });
  await db.close();
});
