import { describe, expect, test } from 'vitest';
import type { CallEntry, CallFact } from '../../src/calls/events.ts';
import { soughtOf } from '../../src/customers/search.ts';
import { newId } from '../../src/kit/ids.ts';
import { listeningMs } from '../../src/recordings/listening.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { NOTHING_IN_HAND, sightOf } from '../../src/rights/sight.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { answered, arrived, ended, NOON, queued } from '../tickets/scene.ts';
import { entries, wholeCall } from './calls-contract.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';
import { EVERYTHING } from './tickets-contract.ts';

const FILE = { path: '2026/11/22/x.wav', bytes: 8_058, sha256: 'abc', durationMs: 1_000, peaks: [0, 0.5, 1] };

const sara = { person: 'sara', address: '10.0.0.7' };
const luis = { person: 'luis', address: '10.0.0.8' };

export function recordingsContract(world: () => RecordsWorld): void {
  const recorded = async (): Promise<{ id: string; call: string }> => {
    const call = newId();
    await world().calls.save(entries(call, wholeCall(`OA-${call}`, `calls/${call}/1`)));
    return { id: recordingId(`calls/${call}/1`), call };
  };

  describe('a recording', () => {
    test('knows where it lies on the node until it is kept, and its file afterwards', async () => {
      const { recordings } = world();
      const { id, call } = await recorded();
      expect(await recordings.source(id)).toEqual({
        name: `calls/${call}/1`,
        call,
        kind: 'call',
        startedAt: NOON + 10_100,
        state: 'pending',
      });
      expect(await recordings.file(id)).toBeNull();
      await recordings.keep(id, FILE);
      await recordings.keep(id, { ...FILE, sha256: 'other' });
      expect(await recordings.get(id)).toMatchObject({ state: 'kept', sha256: 'abc', peaks: [0, 0.5, 1] });
      expect(await recordings.file(id)).toEqual({ path: FILE.path, mediaType: 'audio/wav', sha256: 'abc' });
      expect(await recordings.source('none')).toBeNull();
      expect(await recordings.get('none')).toBeNull();
    });

    test('that failed can still be kept, but a kept one does not fail', async () => {
      const { recordings } = world();
      const { id } = await recorded();
      await recordings.fail(id, 'missing');
      expect(await recordings.get(id)).toMatchObject({ state: 'failed' });
      await recordings.keep(id, FILE);
      await recordings.fail(id, 'late');
      expect(await recordings.get(id)).toMatchObject({ state: 'kept' });
    });

    test('without any sound is told as too short where the stay was, and has failed where it was none', async () => {
      const { recordings } = world();
      const stayed = async (ms: number, why: string) => {
        const call = newId();
        const recording = `calls/${call}/1`;
        const at = NOON + 1_000;
        const facts: CallFact[] = [
          arrived(),
          { kind: 'recording-started', at, recording, agent: 'ana' },
          { kind: 'recording-ended', at: at + ms, recording, ok: true },
        ];
        await world().calls.save(entries(call, facts));
        await recordings.fail(recordingId(recording), why);
        return (await recordings.get(recordingId(recording)))?.state;
      };
      expect([
        await stayed(300, 'empty'),
        await stayed(5_000, 'empty'),
        await stayed(300, 'missing'),
      ]).toEqual(['too-short', 'failed', 'failed']);
    });

    test('is listed by ticket, call, agent and words', async () => {
      const { recordings } = world();
      const { id, call } = await recorded();
      const ids = async (filter: object) =>
        (await recordings.list({ sight: EVERYTHING, limit: 50, offset: 0, ...filter })).items.map(
          one => one.id,
        );
      expect(await ids({ call })).toEqual([id]);
      expect(await ids({ ticket: `OA-${call}` })).toEqual([id]);
      expect(await ids({ call, agent: 'nobody' })).toEqual([]);
      expect(await ids({ call, agent: 'ana' })).toEqual([id]);
    });

    test('is told of calls on which somebody speaks, to who may hear it', async () => {
      const { recordings } = world();
      const [first, second] = [await recorded(), await recorded()];
      await recordings.fail(second.id, 'missing');
      const calls = [first.call, second.call, 'none'];
      const own = (hearsOwn: boolean) =>
        sightOf({ id: 'ana', role: 'agent', level: 1, queues: [], areas: [], hearsOwn }, NOTHING_IN_HAND);
      expect([...(await recordings.spokenIn(calls, 'ana', own(true)))]).toEqual([first.call]);
      expect([...(await recordings.spokenIn(calls, 'ana', EVERYTHING))]).toEqual([first.call]);
      expect([...(await recordings.spokenIn(calls, 'ana', own(false)))]).toEqual([]);
      expect([...(await recordings.spokenIn(calls, 'luis', EVERYTHING))]).toEqual([]);
      expect([...(await recordings.spokenIn([], 'ana', EVERYTHING))]).toEqual([]);
    });

    test('is listened to once by whoever fetches it in many parts, and anew later', async () => {
      const { recordings } = world();
      const { id } = await recorded();
      await recordings.keep(id, FILE);
      const [first, second] = await Promise.all([
        recordings.noteListening(id, sara, NOON),
        recordings.noteListening(id, sara, NOON),
      ]);
      expect([first, second].sort()).toEqual([false, true]);
      expect(await recordings.noteListening(id, luis, NOON)).toBe(true);
      const until = NOON + listeningMs(FILE.durationMs);
      expect(await recordings.noteListening(id, sara, until - 1)).toBe(false);
      expect(await recordings.noteListening(id, sara, until)).toBe(true);
    });

    test('that could not be heard because it is damaged is on record once, apart from what was heard', async () => {
      const { recordings } = world();
      const { id } = await recorded();
      await recordings.keep(id, FILE);
      expect(await recordings.noteListening(id, sara, NOON)).toBe(true);
      expect(await recordings.refusedDamaged(id, sara, NOON + 1)).toBe(true);
      expect(await recordings.refusedDamaged(id, sara, NOON + 2)).toBe(false);
      expect(await recordings.noteListening(id, sara, NOON + 3)).toBe(false);
    });
  });

  describe('the list of recordings', () => {
    test('is narrowed by what is asked, and read on from any place in it', async () => {
      const { recordings, calls } = world();
      const agent = `agent-${newId()}`;
      const disposition = `code-${newId()}`;
      const made = async (startedAt: number, durationMs: number, paused = false) => {
        const call = newId();
        const recording = `calls/${call}/1`;
        await calls.save(
          entries(call, [
            { ...arrived(), ticket: `OA-${call}` } as CallFact,
            answered(startedAt, agent),
            { kind: 'recording-started', at: startedAt, recording, agent },
            ...(paused
              ? ([
                  { kind: 'recording-paused', at: startedAt + 10, recording },
                  { kind: 'recording-resumed', at: startedAt + 20, recording },
                ] as CallFact[])
              : []),
            ended(startedAt + durationMs),
            { kind: 'recording-ended', at: startedAt + durationMs, recording, ok: true },
            ...(paused
              ? ([
                  { kind: 'wrap-up-ended', at: startedAt + durationMs, agent, disposition, note: '' },
                ] as CallFact[])
              : []),
          ]),
        );
        const id = recordingId(recording);
        await recordings.keep(id, { ...FILE, durationMs });
        return id;
      };
      const [old, paused] = [await made(NOON, 5_000), await made(NOON + 1_000, 60_000, true)];
      // Of the same moment, by id.
      const same = [await made(NOON + 2_000, 10_000), await made(NOON + 2_000, 10_000)].sort();
      const all = [...same, paused, old];
      const page = (more: object) =>
        recordings.list({ sight: EVERYTHING, limit: 50, offset: 0, agent, ...more });
      const ids = async (more: object) => (await page(more)).items.map(one => one.id);
      expect(await ids({})).toEqual(all);
      expect(await ids({ from: NOON + 1_000, to: NOON + 2_000 })).toEqual([paused]);
      expect(await ids({ minMs: 10_000, maxMs: 59_999 })).toEqual(same);
      expect(await ids({ paused: true })).toEqual([paused]);
      expect(await ids({ paused: false })).toEqual([...same, old]);
      expect(await ids({ disposition })).toEqual([paused]);
      expect(await ids({ direction: 'in' })).toEqual(all);
      expect(await ids({ direction: 'out' })).toEqual([]);
      expect(await ids({ queue: 'none' })).toEqual([]);
      expect((await page({ disposition })).items).toMatchObject([{ direction: 'in', disposition }]);
      const read: string[] = [];
      for (;;) {
        const last = read.length === 0 ? null : await recordings.get(read.at(-1) ?? '');
        const after = last ? { after: { at: last.startedAt, id: last.id } } : {};
        const { items, total } = await page({ ...after, limit: 1 });
        expect(total).toBe(4);
        if (items.length === 0) break;
        read.push(...items.map(one => one.id));
      }
      expect(read).toEqual(all);
    });
  });

  describe('who had a recording', () => {
    test('is on record line by line: listened how far, or taken along and why', async () => {
      const { recordings, listenLog, people, audit } = world();
      const { id, call } = await recorded();
      await recordings.keep(id, FILE);
      const one = await people.add(person({ displayName: 'Sara' }));
      const by = { person: one.id, address: '10.0.0.7' };
      await listenLog.reached(id, one.id, 400);
      expect(await listenLog.list({ recording: id, limit: 9 })).toEqual([]);
      await recordings.noteListening(id, by, NOON);
      await listenLog.reached(id, one.id, 700.4);
      await listenLog.reached(id, one.id, 300);
      await listenLog.downloaded(id, by, 'Lo pide la operadora', NOON + 5);
      const lines = await listenLog.list({ recording: id, limit: 9 });
      const of = { recording: id, ticket: `OA-${call}`, person: one.id, personName: 'Sara', state: 'kept' };
      expect(lines).toMatchObject([
        { ...of, at: NOON + 5, outcome: 'downloaded', reason: 'Lo pide la operadora', untilMs: null },
        { ...of, at: NOON, outcome: 'heard', reason: '', untilMs: 700, durationMs: FILE.durationMs },
      ]);
      expect(await listenLog.list({ person: one.id, limit: 1 })).toEqual([lines[0]]);
      const before = { at: lines[0]?.at ?? 0, id: lines[0]?.id ?? 0 };
      expect(await listenLog.list({ person: one.id, limit: 9, before })).toEqual([lines[1]]);
      expect(await listenLog.list({ person: 'nobody', limit: 9 })).toEqual([]);
      const rows = await audit.list({ person: one.id }, { limit: 9 });
      expect(rows.map(row => [row.kind, row.subject])).toEqual([
        ['recording-downloaded', id],
        ['recording-heard', id],
      ]);
    });
  });

  describe('the recordings of a call that changed agents', () => {
    const ways: readonly [string, (told: readonly CallEntry[]) => Promise<void>][] = [
      ['at once', told => world().calls.save(told)],
      [
        'one by one',
        async told => {
          for (const entry of told) await world().calls.save([entry]);
        },
      ],
      [
        'from the beginning again and again',
        async told => {
          for (const until of told.keys()) await world().calls.save(told.slice(0, until + 1));
        },
      ],
    ];

    test.each(ways)('are each its own agent’s, told %s', async (_, tell) => {
      const { people, recordings } = world();
      const call = newId();
      const words = newId();
      const ticket = `OA-${call}`;
      const first = await people.add(person({ displayName: `Primera ${words}` }));
      const second = await people.add(person({ displayName: `Segundo ${words}` }));
      const [before, after] = [`calls/${call}/1`, `calls/${call}/2`];
      const ids = [recordingId(before), recordingId(after)];
      await tell(
        entries(call, [
          { ...arrived(), ticket } as CallFact,
          answered(NOON + 1_000, first.id),
          { kind: 'recording-started', at: NOON + 1_100, recording: before, agent: first.id },
          { kind: 'agent-leg-lost', at: NOON + 9_000, agent: first.id },
          { kind: 'recording-ended', at: NOON + 9_010, recording: before, ok: true },
          answered(NOON + 20_000, second.id),
          { kind: 'recording-started', at: NOON + 20_100, recording: after, agent: second.id },
          ended(NOON + 60_000),
          { kind: 'recording-ended', at: NOON + 60_010, recording: after, ok: true },
        ]),
      );
      expect(await Promise.all(ids.map(id => recordings.get(id)))).toMatchObject([
        { agent: first.id, agentName: first.displayName },
        { agent: second.id, agentName: second.displayName },
      ]);
      const listed = async (filter: object) => {
        const { items, total } = await recordings.list({
          sight: EVERYTHING,
          limit: 50,
          offset: 0,
          ...filter,
        });
        expect(total).toBe(items.length);
        return items.map(one => one.id);
      };
      const newestFirst = [...ids].reverse();
      expect(await listed({ agent: first.id })).toEqual([ids[0]]);
      expect(await listed({ agent: second.id, ticket })).toEqual([ids[1]]);
      expect(await listed({ sought: soughtOf(`primera ${words}`, 'VE') })).toEqual([ids[0]]);
      expect(await listed({ sought: soughtOf(`SEGUNDO ${words}`, 'VE') })).toEqual([ids[1]]);
      expect(await listed({ call })).toEqual(newestFirst);
      expect(await listed({ sought: soughtOf(words, 'VE') })).toEqual(newestFirst);
    });
  });

  describe('the recordings of a call that changed queues', () => {
    test('are of the queue of their own talk, with the disposition of their own agent', async () => {
      const { calls, customers, history, recordings } = world();
      const call = newId();
      const customer = { ...demoCustomer('demo-ana'), id: newId(), lines: [] };
      await customers.save(customer);
      const [one, three, boss] = [`uno-${call}`, `tres-${call}`, `sara-${call}`];
      const names = [1, 2, 3].map(n => `calls/${call}/${n}`);
      const taped = (at: number, place: number, agent: string): CallFact => ({
        kind: 'recording-started',
        at,
        recording: names[place] ?? '',
        agent,
      });
      const given = { kind: 'transferred', note: '', queue: '', wrapUp: true, talkedMs: 9_000 } as const;
      const chosen = (at: number, agent: string, disposition: string) =>
        ({ kind: 'wrap-up-ended', at, agent, disposition, note: '' }) as const;
      await calls.save(
        entries(call, [
          { ...arrived(), ticket: `OA-${call}` } as CallFact,
          { kind: 'caller-identified', at: NOON + 500, customer: customer.id, by: 'line' },
          queued(NOON + 1_000, 'averia', 'averias'),
          answered(NOON + 9_000, one),
          taped(NOON + 9_100, 0, one),
          { ...given, at: NOON + 30_000, agent: one },
          queued(NOON + 30_000, 'averia', 'comercial'),
          answered(NOON + 40_000, three),
          taped(NOON + 40_100, 1, three),
          chosen(NOON + 41_000, one, `transferida-${call}`),
          { ...given, at: NOON + 60_000, agent: three, taken: true },
          answered(NOON + 60_000, boss),
          taped(NOON + 60_100, 2, boss),
          ended(NOON + 90_000),
          chosen(NOON + 95_000, boss, `seguimiento-${call}`),
        ]),
      );
      const page = async (more: object) => {
        const { items, total } = await recordings.list({
          sight: EVERYTHING,
          limit: 50,
          offset: 0,
          call,
          ...more,
        });
        expect(total).toBe(items.length);
        return items.map(({ agent, queue, disposition }) => [agent, queue, disposition]);
      };
      const [first, second, last] = [
        [one, 'averias', `transferida-${call}`],
        [three, 'comercial', null],
        [boss, 'comercial', `seguimiento-${call}`],
      ];
      expect(await page({})).toEqual([last, second, first]);
      expect(await page({ queue: 'averias' })).toEqual([first]);
      expect(await page({ queue: 'comercial' })).toEqual([last, second]);
      expect(await page({ disposition: `transferida-${call}` })).toEqual([first]);
      expect(await page({ disposition: `seguimiento-${call}` })).toEqual([last]);
      expect(await recordings.get(recordingId(names[0] ?? ''))).toMatchObject({
        queue: 'averias',
        customerName: customer.name,
      });
      expect(await history.customerNames([call, 'none'])).toEqual(new Map([[call, customer.name]]));
    });
  });

  describe('a message that Asterisk took by itself', () => {
    test('is a call nobody answered, with its recording and one job', async () => {
      const { calls, recordings, history, jobs } = world();
      const call = newId();
      const recording = `fallback/${call}`;
      const found = {
        kind: 'message-found',
        at: NOON,
        ticket: `OA-${call}`,
        callerNumber: '+584145550101',
        dialled: '*626',
        recording,
      } as const;
      await calls.save(entries(call, [found]));
      const id = recordingId(recording);
      expect(await recordings.source(id)).toMatchObject({ name: recording, kind: 'message' });
      expect(await history.get(call)).toMatchObject({ outcome: 'abandoned', ticket: `OA-${call}` });
      expect((await jobs()).filter(one => one.key === `take-message.${id}`)).toHaveLength(1);
    });
  });
}
