import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryNodeRecordings } from '../../src/adapters/memory/node-recordings.ts';
import { CENTRE_SHAPES, storedCentre } from '../../src/calls/journal/centre-state.ts';
import { LeftMessages } from '../../src/calls/left-messages.ts';
import { readStates } from '../../src/kit/stored-shapes.ts';
import { quiet, SmallCentre } from './small-centre.ts';

const NAME = 'fallback/cauce1-1795352400.7_04145550101_*626';

let centre: SmallCentre;
let messages: LeftMessages;

beforeEach(async () => {
  centre = await new SmallCentre([]).start();
});

afterEach(async () => {
  messages.stop();
  await centre.close();
});

async function looking(): Promise<void> {
  const { calls, numbers, clock, board } = centre;
  messages = new LeftMessages(
    {
      recordings: memoryNodeRecordings(board),
      calls,
      numbers,
      clock,
      log: pino({ level: 'silent' }),
      toLine: raw => `+58${raw.slice(1)}`,
    },
    storedCentre(readStates(centre.journal.states, CENTRE_SHAPES)).messages,
  );
  await messages.look();
}

const found = () => centre.facts.filter(each => each.fact.kind === 'message-found');

describe('a message that was left while the server was away', () => {
  it('becomes a ticket, once', async () => {
    centre.board.stored.set(NAME, Buffer.alloc(0));
    centre.board.stored.set('calls/other/1', Buffer.alloc(0));
    await looking();
    await centre.soon(30_000);
    await centre.soon(30_000);

    expect(found()).toEqual([
      {
        call: 'cauce1-1795352400.7',
        fact: {
          kind: 'message-found',
          at: expect.any(Number),
          ticket: 'OA-2026-000001',
          callerNumber: '+584145550101',
          dialled: '*626',
          recording: NAME,
        },
      },
    ]);
  });

  it('is known after a restart, and its number is not given again', async () => {
    centre.board.stored.set(NAME, Buffer.alloc(0));
    await looking();
    messages.stop();
    await centre.restart();
    await looking();

    expect(found()).toHaveLength(1);
    expect(centre.numbers.take(centre.clock.now())).toBe('OA-2026-000002');
  });

  it('is forgotten once its recording was fetched and erased', async () => {
    centre.board.stored.set(NAME, Buffer.alloc(0));
    await looking();
    centre.board.stored.delete(NAME);
    await centre.soon(30_000);
    expect(storedCentre(readStates(centre.journal.states, CENTRE_SHAPES)).messages.size).toBe(0);
  });

  it('is looked for by one timer, however often it is asked for', async () => {
    await looking();
    await Promise.all([messages.look(), messages.look(), messages.look()]);
    await centre.soon(30_000);
    await quiet();
    expect(centre.clock.pending()).toBe(1);
  });
});
