import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/calls/call-parts.ts';
import type { CallEntry, CallFact } from '../../src/calls/events.ts';
import type { EndReason } from '../../src/calls/rules/end-reason.ts';
import { newId } from '../../src/kit/ids.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { answered, arrived, disposed, ended, NOON, queued } from '../tickets/scene.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';

/** Facts of one call as the journal of a node of its own holds them. */
export function entries(call: string, facts: readonly CallFact[], node = `node-${call}`): CallEntry[] {
  return facts.map((fact, index) => ({ node, seq: index + 1, at: fact.at, call, fact }));
}

const named = (ticket: string, fact: CallFact): CallFact => ({ ...fact, ticket }) as CallFact;

/** A whole call with its recording, on a ticket of its own. */
export function wholeCall(ticket: string, recording: string, agent = 'ana'): CallFact[] {
  return [
    named(ticket, arrived()),
    queued(NOON + 2_000),
    answered(NOON + 10_000, agent),
    { kind: 'recording-started', at: NOON + 10_100, recording },
    { kind: 'recording-paused', at: NOON + 20_100, recording },
    { kind: 'recording-resumed', at: NOON + 25_100, recording },
    ended(NOON + 70_000),
    { kind: 'recording-ended', at: NOON + 70_010, recording, ok: true },
    disposed(NOON + 80_000, 'resuelta', 'Listo.', agent),
  ];
}

export function callsContract(world: () => RecordsWorld): void {
  describe('the facts of a call', () => {
    test('become its row, its recording and its jobs', async () => {
      const { calls, history, recordings, people, jobs } = world();
      const call = newId();
      const agent = await people.add(person({ displayName: 'Agente Siete' }));
      await calls.save(entries(call, wholeCall(`OA-${call}`, `calls/${call}/1`, agent.id)));
      expect(await history.get(call)).toEqual({
        id: call,
        direction: 'in',
        ticket: `OA-${call}`,
        callerNumber: '+584145550101',
        dialled: '*626',
        queue: 'averias',
        agent: agent.id,
        agents: [agent.id],
        madeBy: null,
        joined: [],
        arrivedAt: NOON,
        answeredAt: NOON + 10_000,
        endedAt: NOON + 70_000,
        waitedMs: 8_000,
        talkedMs: 60_000,
        heldMs: null,
        outcome: 'answered',
        endedWhy: 'hung-up',
        disposition: 'resuelta',
      });
      const id = recordingId(`calls/${call}/1`);
      expect(await recordings.get(id)).toEqual({
        id,
        kind: 'call',
        heard: false,
        call,
        ticket: `OA-${call}`,
        agent: agent.id,
        agentName: 'Agente Siete',
        callerNumber: '+584145550101',
        callerName: '',
        customerName: null,
        queue: 'averias',
        direction: 'in',
        disposition: 'resuelta',
        startedAt: NOON + 10_100,
        durationMs: 0,
        bytes: 0,
        sha256: '',
        state: 'pending',
        peaks: [],
        gaps: [{ fromMs: 10_000, toMs: 15_000 }],
      });
      const mine = (await jobs()).filter(one => one.key.includes(call) || one.key.includes(id));
      expect(mine.map(one => one.job.name)).toEqual(['open-ticket', 'keep-recording', 'apply-disposition']);
      expect(mine.every(one => !one.key.includes(':'))).toBe(true);
    });

    test('of several agents are of each of them, with what each talked and chose', async () => {
      const { calls, history, changeFeed, ticketContext: ground } = world();
      const call = newId();
      const [first, second] = [`first-${call}`, `second-${call}`];
      const dispose = { kind: 'wrap-up-ended', note: '' } as const;
      const facts = entries(call, [
        named(`OA-${call}`, arrived()),
        queued(NOON + 2_000),
        answered(NOON + 10_000, first),
        {
          kind: 'transferred',
          at: NOON + 40_000,
          agent: first,
          queue: 'comercial',
          note: 'Factura.',
          wrapUp: true,
          talkedMs: 25_000,
          heldMs: 5_000,
        },
        queued(NOON + 40_000, 'averia', 'comercial'),
        answered(NOON + 50_000, second),
        { ...ended(NOON + 70_000), talkedMs: 17_000, heldMs: 3_000 } as CallFact,
        { ...dispose, at: NOON + 80_000, agent: second, disposition: 'resuelta' },
        { ...dispose, at: NOON + 90_000, agent: first, disposition: 'transferida' },
      ]);
      const told: string[] = [];
      const stop = await changeFeed.watch(row => {
        if ('call' in row) told.push(`${row.call.id} ${row.call.outcome}`);
      });
      await calls.save(facts.slice(0, -1));
      await calls.save(facts.slice(-1));
      // Who gave it on does not see it live any more, and hears that it is over; of one agent's call nobody does.
      await calls.save(
        entries(`alone-${call}`, wholeCall(`OB-${call}`, `calls/alone-${call}/1`, `other-${call}`)),
      );
      await waitUntil(() => told.length > 0, { what: 'the end is told' });
      expect(told).toEqual([`${call} answered`]);
      await stop();
      for (const agent of [first, second]) {
        expect((await history.list({ agent, limit: 5, offset: 0 })).items.map(({ id }) => id)).toEqual([
          call,
        ]);
      }
      // What a call came to is counted once, for who had it last.
      expect((await history.outcomes(NOON, first)).answered).toBe(0);
      expect((await history.outcomes(NOON, second)).answered).toBe(1);
      expect(await history.get(call)).toMatchObject({
        agent: second,
        agents: [second, first],
        queue: 'comercial',
        disposition: 'resuelta',
        talkedMs: 42_000,
        heldMs: 8_000,
      });
      const parts = partsOf(await history.facts(call));
      expect(
        parts.map(({ agent, talkedMs, heldMs, disposition }) => [agent, talkedMs, heldMs, disposition]),
      ).toEqual([
        [first, 25_000, 5_000, 'transferida'],
        [second, 17_000, 3_000, 'resuelta'],
      ]);
      expect(await history.facts(`none-${call}`)).toEqual([]);
      const ofTicket = await history.list({ ticket: `OA-${call}`, limit: 5, offset: 0 });
      expect([ofTicket.items.map(({ id }) => id), ofTicket.total]).toEqual([[call], 1]);
      expect((await ground.call(call))?.parts).toEqual([
        {
          agent: first,
          queue: 'averias',
          endedAt: NOON + 40_000,
          talkedMs: 25_000,
          heldMs: 5_000,
          how: 'transferred',
          wrapUp: true,
          disposition: 'transferida',
          note: '',
          disposedAt: NOON + 90_000,
        },
      ]);
    });

    test('is in the list of a colleague who joined it, and counts for the one who led it', async () => {
      const { calls, history } = world();
      const [call, agent, colleague, rung] = [newId(), newId(), newId(), newId()];
      const asked = { agent, colleague } as const;
      await calls.save(
        entries(call, [
          arrived(),
          queued(NOON + 2_000),
          answered(NOON + 10_000, agent),
          { kind: 'consulted', at: NOON + 15_000, agent, colleague: rung, note: '' },
          { kind: 'consult-ended', at: NOON + 19_000, agent, colleague: rung, why: 'refused' },
          { kind: 'consulted', at: NOON + 20_000, ...asked, note: '' },
          { kind: 'consult-answered', at: NOON + 25_000, ...asked },
          { kind: 'joined', at: NOON + 30_000, ...asked },
        ]),
      );
      await calls.save([
        ...entries(
          call,
          [{ kind: 'consult-ended', at: NOON + 40_000, ...asked, why: 'hung-up' }, ended(NOON + 70_000)],
          `later-${call}`,
        ),
      ]);
      const listed = async (of: string) =>
        (await history.list({ agent: of, limit: 5, offset: 0 })).items.map(({ id }) => id);
      expect(await listed(colleague)).toEqual([call]);
      expect(await listed(rung)).toEqual([]);
      expect((await history.outcomes(NOON, agent)).answered).toBe(1);
      expect((await history.outcomes(NOON, colleague)).answered).toBe(0);
      expect(await history.get(call)).toMatchObject({
        agent,
        agents: [agent, colleague],
        joined: [
          {
            agent: colleague,
            askedAt: NOON + 20_000,
            answeredAt: NOON + 25_000,
            endedAt: NOON + 40_000,
            talkedMs: 15_000,
          },
        ],
      });
    });

    test('told one by one, all at once, or twice come to the same', async () => {
      const { calls, ticketContext: ground, jobs, recordings } = world();
      const [one, all] = [newId(), newId()];
      const facts = (call: string) => entries(call, wholeCall(`OA-${call}`, `calls/${call}/1`));
      for (const entry of facts(one)) await calls.save([entry]);
      const before = (await jobs()).length;
      await calls.save(facts(one));
      await calls.save(facts(one).slice(3));
      expect((await jobs()).length).toBe(before);
      await calls.save([...facts(all), ...facts(all)]);
      const plain = async (call: string) => ({
        ...(await ground.call(call)),
        id: '',
        ticket: '',
        gaps: (await recordings.get(recordingId(`calls/${call}/1`)))?.gaps,
      });
      expect(await plain(one)).toEqual(await plain(all));
      expect(await calls.savedUpTo(`node-${one}`)).toBe(9);
      expect((await ground.callFacts([one])).map(each => each.fact.kind)).toEqual(
        facts(one).map(each => each.fact.kind),
      );
    });

    test('tell of calls by their ids what is known of them', async () => {
      const { calls } = world();
      const call = newId();
      await calls.save(entries(call, [named(`OA-${call}`, arrived()), queued(NOON + 2_000)]));
      const stories = await calls.stories([call, newId()]);
      expect([...stories.keys()]).toEqual([call]);
      expect(stories.get(call)).toMatchObject({
        ticket: `OA-${call}`,
        direction: 'in',
        callerNumber: '+584145550101',
        dialled: '*626',
        queue: 'averias',
        queuedAt: NOON + 2_000,
        endedAt: null,
      });
      expect((await calls.stories([])).size).toBe(0);
    });

    test('may hold whatever a telephone line brings', async () => {
      const { calls, ticketContext: ground } = world();
      const call = newId();
      const nasty = `a\u0000b\ud800'"\\ \u{1f4de}`;
      const ring = { ...named(`OA-${call}`, arrived()), callerName: nasty } as CallFact;
      await calls.save(entries(call, [ring, { ...answered(NOON), waitedMs: 12.7 } as CallFact]));
      expect(await ground.call(call)).toMatchObject({ callerNumber: '+584145550101', agent: 'ana' });
    });

    test('of agents belong to no call and change none', async () => {
      const { calls, jobs } = world();
      const before = (await jobs()).length;
      const fact = { kind: 'will-changed', at: NOON, agent: 'ana', will: { kind: 'ready' } } as const;
      const node = newId();
      await calls.save([{ node, seq: 7, at: NOON, call: null, fact }]);
      expect(await calls.savedUpTo(node)).toBe(7);
      expect(await calls.savedUpTo('unheard-of')).toBe(0);
      expect((await jobs()).length).toBe(before);
    });
  });

  describe('the outcome of a call', () => {
    const outcome = async (facts: readonly CallFact[]) => {
      const { calls, history } = world();
      const call = newId();
      await calls.save(entries(call, facts));
      return history.get(call);
    };

    test('is abandoned when the caller leaves the queue, with the time they waited', async () => {
      const record = await outcome([
        arrived(),
        queued(NOON + 2_000),
        ended(NOON + 12_000, 'caller', 'waiting'),
      ]);
      expect(record).toMatchObject({ outcome: 'abandoned', waitedMs: 10_000, talkedMs: null });
    });

    test('is served by the menu when the caller had heard there what they asked for', async () => {
      const leaves = (by: 'flow' | 'caller', informed: boolean) =>
        outcome([arrived(), { ...ended(NOON + 9_000, by, 'welcome'), ...(informed ? { informed } : {}) }]);
      expect(await leaves('flow', true)).toMatchObject({ outcome: 'served-by-menu' });
      expect(await leaves('caller', true)).toMatchObject({ outcome: 'served-by-menu' });
    });

    test('is its own when the call ended in the menu before anything was asked for', async () => {
      const leaves = (by: 'flow' | 'caller' | 'network' | 'recovery', why: EndReason) =>
        outcome([arrived(), ended(NOON + 9_000, by, 'welcome', why)]);
      expect(await leaves('caller', 'hung-up')).toMatchObject({
        outcome: 'left-in-menu',
        endedWhy: 'hung-up',
      });
      expect(await leaves('flow', 'hung-up')).toMatchObject({
        outcome: 'ended-by-menu',
        endedWhy: 'hung-up',
      });
      expect(await leaves('network', 'line-dropped')).toMatchObject({ outcome: 'left-in-menu' });
      expect(await leaves('recovery', 'unseen')).toMatchObject({ outcome: 'failed', endedWhy: 'unseen' });
    });

    test('are counted for all and for an agent, since a moment', async () => {
      const { calls, history } = world();
      const agent = newId();
      // Long after all other calls of these tests.
      const day = NOON + 90 * 24 * 3_600_000;
      const save = (at: number, ...facts: readonly CallFact[]) =>
        calls.save(entries(newId(), [{ ...arrived(day + at), ticket: newId() } as CallFact, ...facts]));
      await save(-1, ended(day, 'caller', 'welcome'));
      await save(1, ended(day + 2, 'caller', 'welcome'));
      await save(2, answered(day + 3, agent), ended(day + 4));
      await save(3, queued(day + 4), ended(day + 5, 'caller', 'waiting'));
      await save(4, queued(day + 5));
      const none = {
        'ended-by-menu': 0,
        'served-by-menu': 0,
        'no-service': 0,
        'not-reached': 0,
        'left-message': 0,
        failed: 0,
      };
      expect(await history.outcomes(day)).toEqual({
        ...none,
        live: 1,
        answered: 1,
        abandoned: 1,
        'left-in-menu': 1,
      });
      expect(await history.outcomes(day, agent)).toMatchObject({ answered: 1, abandoned: 0, live: 0 });
    });

    test('of a call to a number that is no service is that', async () => {
      const ring = { ...arrived(), ticket: '', opensTicket: false } as CallFact;
      const record = await outcome([
        ring,
        { ...ended(NOON + 9_000, 'flow', 'welcome'), informed: true } as CallFact,
      ]);
      expect(record).toMatchObject({ outcome: 'no-service', ticket: '' });
    });

    test('of a caller whose queue was closed is abandoned, and it is known which queue that was', async () => {
      const closed = {
        kind: 'turned-away',
        at: NOON + 2_000,
        queue: 'comercial',
        topic: 'facturacion',
        priority: 2,
      } as const;
      const end = ended(NOON + 9_000, 'flow', 'welcome');
      expect(await outcome([arrived(), closed, end])).toMatchObject({
        outcome: 'abandoned',
        queue: 'comercial',
        waitedMs: null,
      });
      expect(await outcome([arrived(), closed, queued(NOON + 5_000), end])).toMatchObject({
        queue: 'averias',
      });
    });

    test('of a call out that nobody answered is not reached', async () => {
      const out = { ...arrived(), direction: 'out', opensTicket: false, agent: 'ana' } as CallFact;
      expect(await outcome([out, ended(NOON + 30_000, 'agent', 'dialling')])).toMatchObject({
        outcome: 'not-reached',
        agent: 'ana',
      });
      expect(await outcome([arrived()])).toMatchObject({ outcome: 'live', endedAt: null });
    });
  });

  describe('the history', () => {
    test('lists newest first, by agent and whether they live', async () => {
      const { calls, history } = world();
      const agent = newId();
      const [old, young] = [newId(), newId()];
      await calls.save(entries(old, [arrived(NOON), answered(NOON + 5, agent), ended(NOON + 10)]));
      await calls.save(entries(young, [arrived(NOON + 20), answered(NOON + 25, agent)]));
      const ids = async (filter: { live?: boolean }, limit = 10, offset = 0) => {
        const { items, total } = await history.list({ agent, limit, offset, ...filter });
        return { ids: items.map(one => one.id), total };
      };
      expect(await ids({})).toEqual({ ids: [young, old], total: 2 });
      expect(await ids({ live: true })).toEqual({ ids: [young], total: 1 });
      expect(await ids({ live: false })).toEqual({ ids: [old], total: 1 });
      expect(await ids({}, 1, 1)).toEqual({ ids: [old], total: 2 });
      expect(await history.get('nobody')).toBeNull();
    });

    test('tells which calls somebody made, also one that they gave on, and which they missed', async () => {
      const { calls, history } = world();
      const [own, other, run] = [newId(), newId(), newId()];
      const id = (name: string) => `${name}-${run}`;
      const starts = (part: object): CallFact => ({ ...arrived(), ...part }) as CallFact;
      const rang = (agent: string, why: 'ignored' | 'refused'): CallFact => ({
        kind: 'offer-ended',
        at: NOON + 5_000,
        agent,
        offer: `offer-${agent}`,
        why,
      });
      const givenOn = {
        kind: 'transferred',
        at: NOON + 8_000,
        agent: own,
        note: '',
        talkedMs: 1_000,
        wrapUp: false,
      } as const;
      const told: Readonly<Record<string, readonly CallFact[]>> = {
        // It rang at them, and a colleague, or nobody, took it.
        ignored: [
          arrived(),
          queued(NOON),
          rang(own, 'ignored'),
          answered(NOON + 6_000, other),
          ended(NOON + 9_000),
        ],
        refused: [arrived(), queued(NOON), rang(own, 'refused'), ended(NOON + 9_000, 'caller', 'waiting')],
        'taken-later': [
          arrived(),
          queued(NOON),
          rang(own, 'ignored'),
          answered(NOON + 6_000, own),
          ended(NOON + 9_000),
        ],
        'still-rings': [arrived(), queued(NOON), rang(own, 'ignored')],
        // For them alone.
        direct: [starts({ to: own }), ended(NOON + 9_000, 'caller', 'waiting')],
        'direct-taken': [starts({ to: own }), answered(NOON + 6_000, own), ended(NOON + 9_000)],
        colleague: [
          starts({ direction: 'internal', agent: other, to: own }),
          ended(NOON + 9_000, 'agent', 'waiting'),
        ],
        'colleague-taken': [
          starts({ direction: 'internal', agent: other, to: own }),
          answered(NOON + 6_000, own),
          ended(NOON + 9_000),
        ],
        // Theirs, and one that was given on.
        out: [starts({ direction: 'out', agent: own }), ended(NOON + 9_000, 'agent', 'dialling')],
        'out-given-on': [
          starts({ direction: 'out', agent: own }),
          answered(NOON + 6_000, own),
          { ...givenOn, queue: 'averias' },
          answered(NOON + 8_500, other),
          ended(NOON + 9_000),
        ],
        'out-of-other': [
          starts({ direction: 'out', agent: other }),
          ended(NOON + 9_000, 'agent', 'dialling'),
        ],
        inside: [
          starts({ direction: 'internal', agent: own, to: other }),
          ended(NOON + 9_000, 'agent', 'waiting'),
        ],
      };
      for (const [name, facts] of Object.entries(told)) await calls.save(entries(id(name), facts));
      const names = async (filter: { madeBy?: string; missedBy?: string }) => {
        const { items, total } = await history.list({ ...filter, limit: 20, offset: 0 });
        expect(total).toBe(items.length);
        return items.map(call => call.id.slice(0, -run.length - 1)).sort();
      };
      expect(await names({ missedBy: own })).toEqual(['colleague', 'direct', 'ignored']);
      expect(await names({ missedBy: other })).toEqual(['inside']);
      expect(await names({ madeBy: own })).toEqual(['inside', 'out', 'out-given-on']);
      expect(await names({ madeBy: other })).toEqual(['colleague', 'colleague-taken', 'out-of-other']);
    });
  });

  describe('ticket numbers', () => {
    test('are leased in blocks that never overlap, year by year', async () => {
      const { calls } = world();
      const blocks = await Promise.all(Array.from({ length: 8 }, () => calls.leaseNumbers(2031, 25)));
      const firsts = blocks.map(block => block.first).sort((a, b) => a - b);
      expect(firsts).toEqual([1, 26, 51, 76, 101, 126, 151, 176]);
      expect(blocks.every(block => block.last === block.first + 24)).toBe(true);
      expect(await calls.leaseNumbers(2032, 10)).toEqual({ first: 1, last: 10 });
    });
  });
}
