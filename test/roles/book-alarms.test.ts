import { expect, onTestFinished, test } from 'vitest';
import { memoryAlarms } from '../../src/adapters/memory/alarms.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { AgentRegistry } from '../../src/agents/agent-registry.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { makeLog } from '../../src/kit/log.ts';
import { BookAlarms } from '../../src/roles/calls/book-alarms.ts';
import { Board } from '../../src/supervision/board.ts';
import type { Alarm, CentreChange } from '../../src/supervision/events.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';

const alarm = (id: string, es: string, since = 1): Alarm => ({
  id,
  since,
  severity: 'critical',
  words: { es, en: es },
});

function scene() {
  const clock = fakeClock();
  const book = memoryAlarms(memoryRecords());
  const published: Omit<CentreChange, 'seq'>[] = [];
  const registry = new AgentRegistry(() => undefined);
  const board = new Board(
    {
      clock,
      dayOf: () => '2026-11-22',
      calls: () => [],
      call: () => null,
      positions: () => new Map(),
      registry: () => registry,
      lineAt: () => null,
      voices: () => [],
      queues: () => [],
      leaderMayLeave: () => true,
      queueOpen: () => true,
      publish: change => published.push(change),
    },
    null,
  );
  const shown = () => board.picture().alarms.map(each => `${each.id}: ${each.words.es}`);
  const until = (what: string[]) =>
    waitUntil(() => JSON.stringify(shown()) === JSON.stringify(what), { what: `${what.join()} is shown` });
  return { clock, book, board, published, until, log: makeLog('calls', 'silent') };
}

test('an alarm of another process is shown as it is raised, changes its words and is cleared', async () => {
  const { clock, book, board, published, until, log } = scene();
  await book.raise(alarm('recordings.disk-full', 'lleno'));
  board.raise(alarm('asterisk', 'no responde'));
  const kept = new BookAlarms({ book, board, clock, log });
  await kept.start();
  onTestFinished(() => kept.stop());
  await until(['asterisk: no responde', 'recordings.disk-full: lleno']);
  await book.raise(alarm('recordings.disk-full', 'sigue lleno', 9));
  await until(['asterisk: no responde', 'recordings.disk-full: sigue lleno']);
  expect(board.picture().alarms.at(-1)?.since).toBe(1);
  const told = published.length;
  await book.raise(alarm('other', 'otra'));
  await until(['asterisk: no responde', 'recordings.disk-full: sigue lleno', 'other: otra']);
  // Pages are told of the new one only.
  expect(published.slice(told)).toHaveLength(1);
  await book.clear('recordings.disk-full', 10);
  await book.clear('other', 10);
  await until(['asterisk: no responde']);
});

test('a book that is away at the start is read when it is back', async () => {
  const { clock, book, board, until, log } = scene();
  let away = true;
  const list = async () => {
    if (away) throw new CauceError('store-away');
    return book.list();
  };
  await book.raise(alarm('job', 'una falla'));
  const kept = new BookAlarms({ book: { ...book, list }, board, clock, log });
  await kept.start();
  onTestFinished(() => kept.stop());
  await waitUntil(() => clock.pending() > 0, { what: 'it tries again later' });
  away = false;
  clock.advance(1_000);
  await until(['job: una falla']);
});
