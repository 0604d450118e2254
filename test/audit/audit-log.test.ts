import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { memoryAudit, memorySpool } from '../../src/adapters/memory/audit.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { AuditLog } from '../../src/audit/audit-log.ts';
import type { AuditEntry, Deed } from '../../src/audit/events.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const ana = { person: 'ana', address: '10.0.0.7' };
const deed: Deed = { kind: 'password-set', subject: 'luis', data: {} };
const out = { kind: 'logged-out', subject: null, data: {} } as const;
const failed = { kind: 'log-in-failed', subject: null, data: {} } as const;

function writing(room?: number) {
  const clock = fakeClock();
  const records = memoryRecords();
  const store = memoryAudit(records);
  const spool = memorySpool(room);
  let away = false;
  const append = async (entries: readonly AuditEntry[]) => {
    if (away) throw new CauceError('store-away');
    return store.append(entries);
  };
  const open = () => new AuditLog({ append }, spool, clock, makeLog('test', 'silent'));
  return {
    clock,
    spool,
    open,
    audit: open(),
    rows: () => records.audit.map(row => row.kind),
    data: () => records.audit.map(row => JSON.parse(row.data)),
    goAway: (gone: boolean) => {
      away = gone;
    },
  };
}

test('a deed is on record before it is done', async () => {
  const { audit, rows } = writing();
  const done = await audit.carryOut(ana, [deed], async () => {
    expect(rows()).toEqual(['password-set']);
    return 7;
  });
  expect(done).toBe(7);
  expect(rows()).toEqual(['password-set']);
});

test('a deed that fails is followed by a row that says so', async () => {
  const { audit, rows, data } = writing();
  const work = audit.carryOut(ana, [deed, deed], async () => {
    throw new CauceError('already-exists');
  });
  await expect(work).rejects.toMatchObject({ code: 'already-exists' });
  await audit.stop();
  expect(rows()).toEqual(['password-set', 'password-set', 'not-done']);
  expect(data()[2]).toEqual({ rows: [1, 2], code: 'already-exists' });
});

test('what cannot be written down is not done', async () => {
  const { audit, goAway, rows } = writing();
  goAway(true);
  let isDone = false;
  const work = audit.carryOut(ana, [deed], async () => {
    isDone = true;
  });
  await expect(work).rejects.toMatchObject({ code: 'store-away' });
  expect(isDone).toBe(false);
  expect(rows()).toEqual([]);
});

test('what changes nothing needs no row', async () => {
  const { audit, goAway } = writing();
  goAway(true);
  expect(await audit.carryOut(ana, [], async () => 'read')).toBe('read');
});

test('what happens while the store is away waits, and is written in its order', async () => {
  const { audit, clock, goAway, rows, data } = writing();
  goAway(true);
  audit.note(ana, out);
  for (let each = 0; each < 9; each += 1) audit.note(ana, failed);
  await turn();
  clock.advance(60_000);
  await turn();
  expect(rows()).toEqual([]);
  goAway(false);
  clock.advance(2_000);
  await turn();
  audit.note(ana, out);
  await turn();
  expect(rows()).toEqual(['logged-out', 'log-in-failed', 'log-in-failed', 'logged-out']);
  expect(data()[2]).toEqual({ times: 8 });
  await audit.stop();
  expect(clock.pending()).toBe(0);
});

test('what waits outlives the process', async () => {
  const { audit, clock, goAway, open, rows } = writing();
  goAway(true);
  audit.note(ana, out);
  for (let each = 0; each < 3; each += 1) audit.note(ana, failed);
  await audit.stop();
  expect(clock.pending()).toBe(0);
  goAway(false);
  const next = open();
  next.start();
  await next.stop();
  expect(rows()).toEqual(['logged-out', 'log-in-failed', 'log-in-failed']);
});

test('what no longer fits is counted, and that is a row', async () => {
  const { audit, clock, goAway, rows, data } = writing(2);
  goAway(true);
  for (let each = 0; each < 5; each += 1) audit.note(ana, out);
  await turn();
  goAway(false);
  clock.advance(2_000);
  await turn();
  expect(rows()).toEqual(['logged-out', 'logged-out', 'rows-lost']);
  expect(data()[2]).toEqual({ kinds: { 'logged-out': 3 } });
  await audit.stop();
});
