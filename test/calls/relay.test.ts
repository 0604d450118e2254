import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { type JournalFact, Relay } from '../../src/calls/journal/relay.ts';
import type { CallStore } from '../../src/calls/ports/store.ts';
import { type Journal, openJournal } from '../../src/kit/journal.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { scratch } from './small-centre.ts';

const log = pino({ level: 'silent' });

let dir: string;
let clock: FakeClock;
let journal: Journal<JournalFact>;
let relay: Relay;
let records = memoryRecords();
let refusing = false;
let saves = 0;
/** How often the relay was told that there is something to read. */
let appends = 0;
let duringSave = async (): Promise<void> => undefined;
let said: string[] = [];

/** The store in memory, which refuses for a while. */
function store(): CallStore {
  const real = memoryCalls(records);
  return {
    ...real,
    save: async entries => {
      saves += 1;
      const meanwhile = duringSave;
      duringSave = async () => undefined;
      await meanwhile();
      if (refusing) throw new Error('away');
      await real.save(entries);
    },
  };
}

function open(): void {
  journal = openJournal<JournalFact>(dir, { fileBytes: 20_000 });
  const heard: Journal<JournalFact> = {
    ...journal,
    onAppend: run =>
      journal.onAppend(() => {
        appends += 1;
        run();
      }),
  };
  const parts = { journal: heard, store: store(), node: 'n1', clock, log };
  relay = new Relay({ ...parts, onAway: () => said.push('away'), onBack: () => said.push('back') });
  relay.start();
}

beforeEach(() => {
  dir = scratch('relay');
  clock = fakeClock();
  records = memoryRecords();
  refusing = false;
  saves = 0;
  appends = 0;
  said = [];
  open();
});

afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true, force: true });
});

async function close(): Promise<void> {
  await relay.stop();
  await journal.close();
}

function tell(call: string): void {
  const fact: CallFact = { kind: 'caller-identified', at: clock.now(), customer: 'x', by: 'line' };
  journal.append([{ call, at: clock.now(), fact }], []);
}

const told = (from: number, to: number) => {
  for (let each = from; each <= to; each += 1) tell(`c${each}`);
};

/** Time passes until the store has so many facts. */
const untilSaved = (count: number) =>
  waitUntil(
    () => {
      clock.advance(100);
      return records.entries.size >= count;
    },
    { what: `${count} facts in the store`, every: 2 },
  );

const saved = () => [...records.entries.values()].map(entry => [entry.seq, entry.call]);
const expected = (count: number) => Array.from({ length: count }, (_, at) => [at + 1, `c${at + 1}`]);

describe('the relay', () => {
  it('moves facts to the store in order, with their numbers', async () => {
    told(1, 1_200);
    await untilSaved(1_200);
    expect(saved()).toEqual(expected(1_200));
    await waitUntil(() => journal.backlog() === 0, { what: 'no backlog' });
  });

  it('lets what comes during a save wait for its like', async () => {
    tell('c1');
    duringSave = async () => {
      const before = appends;
      told(2, 3);
      await waitUntil(() => appends > before, { what: 'the disk has them' });
    };
    await waitUntil(() => appends > 0, { what: 'the disk has it' });
    clock.advance(20);
    await waitUntil(() => journal.backlog() === 2, { what: 'the first one is saved' });
    expect(saves).toBe(1);
    await untilSaved(3);
    expect(saves).toBe(2);
    expect(saved()).toEqual(expected(3));
  });

  it('keeps them while the store is away, tries with growing pauses, and loses nothing', async () => {
    refusing = true;
    told(1, 300);
    await waitUntil(
      () => {
        clock.advance(20);
        return relay.storeAwaySince;
      },
      { what: 'the store is away' },
    );
    told(301, 600);
    const before = saves;
    clock.advance(60_000);
    await waitUntil(() => saves > before, { what: 'another try' });
    refusing = false;
    await untilSaved(600);

    expect(saved()).toEqual(expected(600));
    expect(said).toEqual(['away', 'back']);
    expect(relay.storeAwaySince).toBeNull();
  });

  it('brings what the store had not when the process died', async () => {
    refusing = true;
    told(1, 100);
    await waitUntil(
      () => {
        clock.advance(20);
        return saves > 0;
      },
      { what: 'a try' },
    );
    await close();
    refusing = false;
    open();
    told(101, 110);
    await untilSaved(110);

    expect(saved()).toEqual(expected(110));
  });

  it('saves nothing twice when the store knows it already', async () => {
    told(1, 10);
    await untilSaved(10);
    await close();
    open();
    told(11, 11);
    await untilSaved(11);
    expect(saved()).toEqual(expected(11));
  });

  it('leaves no timer when it stops, and rests when there is nothing to do', async () => {
    told(1, 3);
    await untilSaved(3);
    await waitUntil(() => clock.pending() === 0, { what: 'rest' });
    const before = saves;
    clock.advance(60_000);
    expect(saves).toBe(before);
  });
});
