import { describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import { newAgent, setPhone, setWill } from '../../src/agents/agent.ts';
import { AgentRegistry } from '../../src/agents/agent-registry.ts';
import type { Call } from '../../src/calls/call.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { colleagues } from '../../src/calls/legs.ts';
import { Board } from '../../src/supervision/board.ts';
import { drawCall, drawQueue } from '../../src/supervision/draw.ts';
import type { CentreChange } from '../../src/supervision/events.ts';
import { storedToday } from '../../src/supervision/today-states.ts';
import { hearingCaller, offeredCaller, talkingCaller, waitingCaller } from '../calls/one-call.ts';
import { averias, person } from '../calls/small-centre.ts';
import { demoCustomer } from '../ivr/caller.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

const named = (call: Call, id: string): Call => ({ ...call, id });

function scene(stored: ReadonlyMap<string, unknown> = new Map(), clock: FakeClock = fakeClock()) {
  const calls = new Map<string, Call>();
  const told: Omit<CentreChange, 'seq'>[] = [];
  const registry = new AgentRegistry(() => undefined);
  registry.restore(setPhone(setWill(newAgent(person('ana'), 0), { kind: 'ready' }, 0), 'registered'));
  const waiting = () => [...calls.values()].filter(each => each.phase.kind === 'waiting');
  const policies = { leaderMayLeave: true };
  const board = new Board(
    {
      clock,
      dayOf: at => new Date(at).toISOString().slice(0, 10),
      calls: () => [...calls.values()],
      call: id => calls.get(id) ?? null,
      positions: () => new Map(waiting().map((each, at) => [each.id, at + 1])),
      registry: () => registry,
      lineAt: lineAtEndpoint,
      voices: () => [],
      queues: () => [averias],
      leaderMayLeave: () => policies.leaderMayLeave,
      queueOpen: () => true,
      publish: change => told.push(change),
    },
    storedToday({ states: stored }),
  );
  const touch = (...ids: string[]) => board.changed({ calls: new Set(ids), agents: new Set(), queues: true });
  return { board, calls, clock, policies, registry, told, touch };
}

const queued = (at: number): CallFact => ({ kind: 'queued', at, queue: 'averias', topic: 't', priority: 1 });

describe('a picture of a call', () => {
  it('shows the caller, what they answered and their place while they wait', () => {
    const customer = demoCustomer('demo-ana');
    const call = { ...waitingCaller().call, customer };
    expect(drawCall(call, 3, lineAtEndpoint)).toMatchObject({
      phase: 'waiting',
      queue: 'averias',
      position: 3,
      agent: null,
      customer: { id: 'demo-ana', name: customer.name },
      learned: call.learned,
      recording: false,
    });
  });

  it('shows the agent what the caller did not hear to its end, and nothing of it before the talk', () => {
    const cut = hearingCaller().offered();
    expect(drawCall(cut.call, null, lineAtEndpoint)).not.toHaveProperty('unheard');
    expect(drawCall(cut.answered().call, null, lineAtEndpoint)).toMatchObject({ unheard: ['ticket-number'] });
    expect(
      drawCall(hearingCaller().played().offered().answered().call, null, lineAtEndpoint),
    ).not.toHaveProperty('unheard');
  });

  it('shows the agent while it rings and while they talk, hold and whether it is recorded', () => {
    expect(drawCall(offeredCaller().call, null, lineAtEndpoint)).toMatchObject({
      phase: 'offered',
      agent: 'ana',
    });
    const talk = talkingCaller();
    expect(drawCall(talk.call, null, lineAtEndpoint)).toMatchObject({
      onHold: false,
      recording: true,
      queue: 'averias',
    });
    talk.hears({ kind: 'ask-hold', agent: 'ana' });
    expect(drawCall(talk.call, null, lineAtEndpoint)).toMatchObject({ onHold: true, recording: false });
  });
});

describe('a picture of a queue', () => {
  const counters = {
    offered: 10,
    answered: 6,
    answeredWithin: 3,
    abandoned: 4,
    abandonedWithin: 2,
    waitedMs: 90_000,
  };
  const draw = (queues: Record<string, typeof counters>) =>
    drawQueue(averias, {
      calls: [hearingCaller(), waitingCaller(), offeredCaller(), talkingCaller()].map(one => one.call),
      agents: [],
      today: {
        day: '2026-11-22',
        queues: new Map(Object.entries(queues)),
        agents: new Map(),
        open: new Map(),
      },
      open: true,
    });

  it('has the service level by both formulas', () => {
    expect(draw({ averias: counters }).today).toMatchObject({
      serviceLevel: 3 / 6,
      serviceLevelInclusive: (3 + 2) / (6 + 4),
      averageWaitMs: 15_000,
      answerWithinMs: 20_000,
    });
  });

  it('claims no service level before the first call', () => {
    expect(draw({}).today).toMatchObject({
      serviceLevel: null,
      serviceLevelInclusive: null,
      averageWaitMs: null,
    });
  });

  it('has a level of nothing when all hung up, and counts callers who are offered or hear their number as waiting', () => {
    const none = { ...counters, answered: 0, answeredWithin: 0 };
    expect(draw({ averias: none }).today).toMatchObject({ serviceLevel: null, serviceLevelInclusive: 0.5 });
    expect(draw({}).waiting).toBe(3);
  });
});

describe('the board', () => {
  it('tells of what changed, and of what is gone', () => {
    const { calls, clock, told, touch } = scene();
    calls.set('a', named(waitingCaller().call, 'a'));
    touch('a');
    touch('over');
    clock.advance(20);
    expect(told.length).toBe(1);
    expect(told[0]?.put.calls?.map(each => [each.id, each.position])).toEqual([['a', 1]]);
    expect(told[0]?.gone.calls).toEqual(['over']);
  });

  it('draws conferences anew when the policy for who leads them has changed', () => {
    const { board, calls, clock, policies, told } = scene();
    const ask = { kind: 'ask-consult', agent: 'ana', colleague: 'luis', queue: 'averias', note: '' } as const;
    const one = talkingCaller().hears({ ...ask, endpoint: 'PJSIP/sp-luis' });
    const luis = colleagues(one.talk)[0]?.channel ?? '';
    one.hears({ kind: 'leg-answered', channel: luis }, { kind: 'ask-conference', agent: 'ana' });
    calls.set('a', named(one.call, 'a'));
    calls.set('b', named(talkingCaller().call, 'b'));
    policies.leaderMayLeave = false;
    board.settingsChanged();
    clock.advance(20);
    expect(told.flatMap(({ put }) => put.calls ?? []).map(({ id, endsForAll }) => [id, endsForAll])).toEqual([
      ['a', true],
    ]);
  });

  it('tells a single change at once, and many that follow each other in batches', () => {
    const { calls, clock, told, touch } = scene();
    calls.set('a', named(waitingCaller().call, 'a'));
    for (let ms = 0; ms < 240; ms += 10) {
      touch('a');
      clock.advance(10);
    }
    expect(told.filter(({ put }) => put.queues === undefined)).toHaveLength(4);
  });

  it('tells of callers who only moved up together, a moment later, and of nobody else', () => {
    const { calls, clock, told, touch } = scene();
    for (const id of ['a', 'b', 'c']) {
      calls.set(id, named(waitingCaller().call, id));
      touch(id);
    }
    clock.advance(250);
    told.length = 0;
    calls.set('a', named(offeredCaller().call, 'a'));
    touch('a');
    clock.advance(20);
    expect(told.flatMap(each => each.put.calls ?? []).map(each => each.id)).toEqual(['a']);
    clock.advance(250);
    expect(told.at(-1)?.put.calls?.map(each => [each.id, each.position])).toEqual([
      ['b', 1],
      ['c', 2],
    ]);
    told.length = 0;
    touch();
    clock.advance(250);
    expect(told.flatMap(each => each.put.calls ?? [])).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('counts the day, and goes on counting after a restart', () => {
    const first = scene();
    const at = first.clock.now();
    const kept = first.board.count([{ call: 'a', at, fact: queued(at) }]);
    const again = scene(new Map(kept), first.clock);
    again.board.count([{ call: 'b', at, fact: queued(at) }]);
    expect(again.board.picture().queues[0]?.today.offered).toBe(2);
  });

  it('shows a new day at midnight, also when nothing happens', () => {
    const { board, clock } = scene();
    board.count([{ call: 'a', at: clock.now(), fact: queued(clock.now()) }]);
    clock.advance(24 * 3_600_000);
    expect(board.picture().queues[0]?.today.offered).toBe(0);
    const kept = board.count([{ call: 'b', at: clock.now(), fact: queued(clock.now()) }]);
    expect(Object.fromEntries(kept)).toMatchObject({
      today: '2026-11-23',
      'today/queue/averias': { offered: 1 },
    });
  });

  it('raises an alarm once and clears it once', () => {
    const { board, told } = scene();
    const alarm = { id: 'disk', since: 1, severity: 'critical', words: { es: 'x', en: 'x' } } as const;
    board.raise(alarm);
    board.raise(alarm);
    expect(board.picture().alarms).toEqual([alarm]);
    board.clear('disk');
    board.clear('disk');
    expect(told.map(each => each.gone.alarms ?? [])).toEqual([[], ['disk']]);
    expect(board.picture().alarms).toEqual([]);
  });
});
