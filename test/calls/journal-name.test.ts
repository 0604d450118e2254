import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { journalName } from '../../src/calls/journal/journal-name.ts';
import { type JournalFact, Relay } from '../../src/calls/journal/relay.ts';
import { openJournal } from '../../src/kit/journal.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { arrived } from '../tickets/scene.ts';
import { scratch } from './small-centre.ts';

const open = (dir: string) => openJournal<JournalFact>(dir);

test('a journal keeps its name, and another one of the same node has another', async () => {
  const dir = scratch('names');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const first = open(join(dir, 'a'));
  const name = journalName(first, 'n1');
  expect(name).toMatch(/^n1\../);
  expect(journalName(first, 'n1')).toBe(name);
  await first.close();
  const again = open(join(dir, 'a'));
  expect(journalName(again, 'n1')).toBe(name);
  await again.close();
  const other = open(join(dir, 'b'));
  expect(journalName(other, 'n1')).not.toBe(name);
  await other.close();
});

test('what a journal wrote under the name of its node goes on under it', async () => {
  const dir = scratch('names');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const journal = open(dir);
  journal.append([{ at: 1, call: 'c1', fact: arrived() }], []);
  expect(journalName(journal, 'n1')).toBe('n1');
  await journal.close();
});

test('the facts of a journal that begins anew are saved, whatever the one before had saved', async () => {
  const dir = scratch('names');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const records = memoryRecords();
  const store = memoryCalls(records);
  for (const disk of ['lost', 'new']) {
    const journal = open(join(dir, disk));
    const node = journalName(journal, 'n1');
    journal.saved(await store.savedUpTo(node));
    const clock = fakeClock();
    const log = makeLog('calls', 'silent');
    const relay = new Relay({ journal, store, node, clock, log, onAway() {}, onBack() {} });
    relay.start();
    journal.append([{ at: 1, call: `call-${disk}`, fact: arrived() }], []);
    const saved = () => {
      clock.advance(1_000);
      return records.calls.has(`call-${disk}`);
    };
    await waitUntil(saved, {
      what: 'it is saved',
    });
    await relay.stop();
    await journal.close();
  }
});
