import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryAudit, memoryHeadFile } from '../../src/adapters/memory/audit.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { type ChainRow, hashOf } from '../../src/audit/chain.ts';
import { ChainWatch } from '../../src/audit/chain-watch.ts';
import type { AuditStore, HeadFile } from '../../src/audit/ports.ts';
import { CauceError, type Words } from '../../src/kit/errors.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const MINUTE = 60_000;

function watching(file: Partial<HeadFile> = {}) {
  const clock = fakeClock();
  const records = memoryRecords();
  const store = memoryAudit(records);
  let told: Words | null = null;
  const head = {
    ...memoryHeadFile(),
    ...file,
    report: (fault: Words | null) => {
      told = fault;
    },
    told: () => told?.en ?? null,
  };
  const reads: number[] = [];
  let away = false;
  const read: AuditStore['read'] = async (after, limit) => {
    if (away) throw new CauceError('store-away');
    reads.push(after);
    return store.read(after, limit);
  };
  const watch = new ChainWatch({ read }, head, memoryAlarms(records), {
    clock,
    log: makeLog('test', 'silent'),
  });
  onTestFinished(() => watch.stop());
  return {
    clock,
    head,
    watch,
    reads: () => reads.splice(0),
    rows: records.audit as ChainRow[],
    write: (count: number) =>
      store.append(
        Array.from({ length: count }, (_, at) => ({
          at,
          person: null,
          address: '10.0.0.7',
          kind: 'refused' as const,
          subject: null,
          data: {},
        })),
      ),
    alarm: () => [...records.alarms.values()].map(one => one.words.en),
    goAway: (gone: boolean) => {
      away = gone;
    },
    async later(ms: number) {
      clock.advance(ms);
      await turn();
    },
  };
}

test('an empty log is intact, and nothing of it is noted', async () => {
  const { watch, head } = watching();
  await watch.checkWhole();
  expect(watch.state()).toMatchObject({ checked: null, faults: [], checking: false });
  expect(head.read()).toBeNull();
});

test('all of it is looked at once, then only what came since', async () => {
  const { watch, write, reads, rows, head, later } = watching();
  await write(2_500);
  watch.start();
  expect(watch.state().checking).toBe(true);
  await watch.checkWhole();
  expect(reads()).toEqual([0, 1_000, 2_000]);
  expect(watch.state()).toMatchObject({ checked: { seq: 2_500, at: 2_499 }, checking: false });
  await write(3);
  await later(5 * MINUTE);
  expect(reads()).toEqual([2_499]);
  expect(watch.state().checked?.seq).toBe(2_503);
  expect(head.read()).toEqual({ seq: 2_503, hash: rows.at(-1)?.hash });
});

test('a row that was looked at and is another one now shows with the next look', async () => {
  const { watch, write, rows, alarm, later } = watching();
  await write(5);
  watch.start();
  await watch.checkWhole();
  const last = rows[4] as ChainRow;
  const forged = { ...last, address: '192.0.2.1' };
  rows[4] = { ...forged, hash: hashOf(forged) };
  await later(5 * MINUTE);
  expect(watch.state().faults).toEqual([{ seq: 5, why: 'rewritten' }]);
  expect(alarm()).toHaveLength(1);
});

test.each([
  ['the very row', (rows: ChainRow[]) => rows.splice(4, 1), [{ seq: 5, why: 'cut' }]],
  ['the row and those before', (rows: ChainRow[]) => rows.splice(2), [{ seq: 5, why: 'cut' }]],
])('%s that was looked at last may not be gone', async (_, take, faults) => {
  const { watch, write, rows, later } = watching();
  await write(5);
  watch.start();
  await watch.checkWhole();
  take(rows);
  await later(5 * MINUTE);
  expect(watch.state().faults).toEqual(faults);
});

test('a row in the middle that is changed shows within a day', async () => {
  const { watch, write, rows, later } = watching();
  await write(5);
  watch.start();
  await watch.checkWhole();
  rows[1] = { ...(rows[1] as ChainRow), address: '192.0.2.1' };
  await later(5 * MINUTE);
  expect(watch.state().faults).toEqual([]);
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) await later(5 * MINUTE);
  expect(watch.state().faults).toEqual([{ seq: 2, why: 'changed' }]);
});

test('the noted head stays while something is wrong, and the alarm goes when all is well again', async () => {
  const { watch, write, rows, head, alarm } = watching();
  await write(5);
  await watch.checkWhole();
  const cut = rows.splice(3);
  await watch.checkWhole();
  expect(watch.state().faults).toEqual([{ seq: 4, why: 'cut' }]);
  expect(head.read()?.seq).toBe(5);
  expect(alarm()[0]).toContain('its end was cut off, from row 4 on');
  expect(alarm()[0]).toContain('If you restored an older copy, delete head.json');
  rows.push(...cut);
  await watch.checkWhole();
  expect(watch.state().faults).toEqual([]);
  expect(alarm()).toEqual([]);
});

test('what this process saw itself must still be there, whatever became of the noted head', async () => {
  const { watch, write, rows, head } = watching();
  await write(5);
  await watch.checkWhole();
  rows.splice(3);
  head.write({ seq: 2, hash: rows[1]?.hash ?? '', at: 0 });
  await watch.checkWhole();
  expect(watch.state().faults).toEqual([{ seq: 4, why: 'cut' }]);
});

test('a row that was there for half a minute cannot be taken away again', async () => {
  const { watch, write, rows, later } = watching();
  await write(5);
  watch.start();
  await watch.checkWhole();
  await write(1);
  await later(15_000);
  rows.pop();
  await later(15_000);
  expect(watch.state().faults).toEqual([{ seq: 6, why: 'cut' }]);
});

test('a note that is no head is a fault, until it is put away', async () => {
  const { watch, write, head, alarm } = watching({
    read: () => {
      if (!away) throw new Error('no head');
      return null;
    },
  });
  let away = false;
  await write(2);
  await watch.checkWhole();
  expect(watch.state()).toMatchObject({ checked: { seq: 2 }, faults: [{ seq: 1, why: 'note-unreadable' }] });
  expect(alarm()[0]).toContain('The file is head.json: where all else is well, delete it.');
  expect(head.told()).toContain('cannot be read');
  away = true;
  await watch.checkWhole();
  expect([watch.state().faults, alarm(), head.told()]).toEqual([[], [], null]);
});

test('while the store is away nothing is claimed', async () => {
  const { watch, write, goAway, alarm } = watching();
  await write(5);
  goAway(true);
  await watch.checkWhole();
  expect(watch.state()).toMatchObject({ checked: null, faults: [], wholeAt: null, checking: false });
  expect(alarm()).toEqual([]);
  goAway(false);
  await watch.checkWhole();
  expect(watch.state().checked?.seq).toBe(5);
});
