import { describe, expect, it } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { DayCount } from '../../src/supervision/day-count.ts';
import { storedToday } from '../../src/supervision/today-states.ts';

const WITHIN = 20_000;

type Fact = [string | null, CallFact];

function count(today: DayCount, ...facts: Fact[]): DayCount {
  for (const [call, fact] of facts) today.count(call, fact, () => WITHIN);
  return today;
}
const counted = (...facts: Fact[]): DayCount => count(new DayCount('2026-11-22', null), ...facts);
/** Names and values of a part of the day. */
const entries = <Value>(part: ReadonlyMap<string, Value>) => Object.fromEntries(part);

const queued = (at: number, queue = 'averias'): CallFact => ({
  kind: 'queued',
  at,
  queue,
  topic: 't',
  priority: 1,
});
const answered = (at: number, waitedMs: number, agent = 'ana'): CallFact => ({
  kind: 'answered',
  at,
  agent,
  waitedMs,
});
const ended = (at: number, phase = 'talking'): CallFact => ({
  kind: 'call-ended',
  at,
  by: 'caller',
  phase,
  cause: 16,
});
const lost = (at: number): CallFact => ({ kind: 'agent-leg-lost', at, agent: 'ana' });

describe('the day', () => {
  it('counts who was answered, within the threshold or not, and how long they waited', () => {
    const today = counted(
      ['a', queued(0)],
      ['a', answered(WITHIN, WITHIN)],
      ['b', queued(0)],
      ['b', answered(WITHIN + 1, WITHIN + 1)],
    );
    expect(today.queues.get('averias')).toEqual({
      offered: 2,
      answered: 2,
      answeredWithin: 1,
      abandoned: 0,
      abandonedWithin: 0,
      waitedMs: 2 * WITHIN + 1,
    });
  });

  it('counts who hung up before they were answered', () => {
    const today = counted(['a', queued(0)], ['a', ended(WITHIN)], ['b', queued(0)], ['b', ended(WITHIN + 1)]);
    expect(today.queues.get('averias')).toMatchObject({
      offered: 2,
      answered: 0,
      abandoned: 2,
      abandonedWithin: 1,
    });
    expect(entries(today.open)).toEqual({});
  });

  it('tells hold apart from talk, part by part, of the one who had them on hold', () => {
    const today = counted(
      ['a', queued(0)],
      ['a', answered(10, 10)],
      [
        'a',
        {
          kind: 'transferred',
          at: 50,
          agent: 'ana',
          queue: 'averias',
          note: '',
          wrapUp: true,
          talkedMs: 30,
          heldMs: 10,
        },
      ],
      ['a', answered(50, 0, 'luis')],
      ['a', { ...ended(90), heldMs: 15 } as CallFact],
      ['b', queued(0)],
      ['b', answered(10, 10)],
      ['b', { ...lost(30), heldMs: 5 } as CallFact],
    );
    expect(entries(today.agents)).toEqual({
      ana: { answered: 2, talkMs: 45, heldMs: 15 },
      luis: { answered: 1, talkMs: 25, heldMs: 15 },
    });
    // Older versions do not say it.
    expect(entries(counted(['a', queued(0)], ['a', answered(10, 10)], ['a', ended(90)]).agents)).toEqual({
      ana: { answered: 1, talkMs: 80 },
    });
  });

  it('counts who joined a call apart: it is answered by one, whoever else talks in it', () => {
    const asked = (at: number, colleague: string): CallFact => ({
      kind: 'consult-answered',
      at,
      agent: 'ana',
      colleague,
    });
    const out = (at: number, colleague: string): CallFact => ({
      kind: 'consult-ended',
      at,
      agent: 'ana',
      colleague,
      why: 'hung-up',
    });
    const sent = { kind: 'transferred', at: 60, agent: 'ana', queue: 'x', colleague: 'luis' } as const;
    const today = counted(
      ['a', queued(0)],
      ['a', answered(5, 5)],
      ['a', asked(10, 'luis')],
      ['a', asked(20, 'eva')],
      ['a', asked(30, 'eva')],
      ['a', asked(40, 'rita')],
      ['a', out(50, 'rita')],
      // Luis was asked as one of a queue: to the figures it is a call of that one from here on.
      ['a', { ...sent, asQueue: true, note: '', wrapUp: true, talkedMs: 55, heldMs: 0 }],
      ['a', queued(60, 'x')],
      ['a', answered(60, 0, 'luis')],
      ['a', ended(90)],
    );
    expect(entries(today.agents)).toEqual({
      ana: { answered: 1, talkMs: 55 },
      luis: { answered: 1, talkMs: 30, joined: 1, joinedMs: 50 },
      eva: { answered: 0, talkMs: 0, joined: 1, joinedMs: 70 },
      rita: { answered: 0, talkMs: 0, joined: 1, joinedMs: 10 },
    });
    expect(entries(today.open)).toEqual({});
    // Who comes over from another call is in this one from then on.
    const comes = { kind: 'came-over', at: 15, agent: 'ana', call: 'z', ticket: '' } as const;
    const over = counted(
      ['c', queued(0)],
      ['c', answered(5, 5)],
      ['c', { ...comes, colleague: 'luis' }],
      ['c', { ...comes, dialled: '+582125550177' }],
      ['c', ended(40)],
    );
    expect(entries(over.agents)).toMatchObject({ luis: { answered: 0, joined: 1, joinedMs: 25 } });
    // Between two of ours no figure counts anything.
    const ours = { kind: 'call-arrived', at: 0, direction: 'internal' } as CallFact;
    expect(entries(counted(['b', ours], ['b', answered(1, 1)], ['b', asked(2, 'eva')]).agents)).toEqual({});
  });

  describe('of a call whose customer has left while the others talk on', () => {
    const left = (at: number): CallFact => ({
      kind: 'customer-left',
      at,
      agent: 'ana',
      by: 'caller',
      why: 'hung-up',
      cause: 16,
    });
    const passed = (at: number): CallFact => ({
      kind: 'lead-passed',
      at,
      agent: 'ana',
      colleague: 'luis',
      wrapUp: true,
    });
    const figures = {
      offered: 1,
      answered: 1,
      answeredWithin: 1,
      abandoned: 0,
      abandonedWithin: 0,
      waitedMs: 5,
    };

    it.each([
      ['it ends with its agent', [ended(90)]],
      ['a colleague leads it on', [passed(50), ended(90)]],
    ] as [string, CallFact[]][])('counts one call, and the talk with them alone: %s', (_, rest) => {
      const today = counted(
        ['a', queued(0)],
        ['a', answered(5, 5)],
        ['a', left(30)],
        ...rest.map((fact): Fact => ['a', fact]),
      );
      expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 25 } });
      expect(entries(today.queues)).toEqual({ averias: figures });
      expect(entries(today.open)).toEqual({});
    });

    it('counts them at once, and nothing more while it goes on, also where the day began anew', () => {
      const today = counted(['a', queued(0)], ['a', answered(5, 5)], ['a', left(30)]);
      expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 25 } });
      count(today, ['a', left(40)], ['a', passed(50)]);
      expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 25 } });
    });

    it('counts the talk of a call that we made, of no queue', () => {
      const today = counted(['b', answered(5, 0)], ['b', left(30)], ['b', passed(50)], ['b', ended(90)]);
      expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 25 } });
      expect([today.queues.size, today.open.size]).toEqual([0, 0]);
    });
  });

  it('counts nothing of a call between two of ours, whoever took it or not', () => {
    const arrived = { kind: 'call-arrived', at: 0, direction: 'internal' } as CallFact;
    const ignored = { kind: 'offer-ended', at: 2, agent: 'ana', offer: 'o', why: 'ignored' } as const;
    const today = counted(
      ['a', arrived],
      ['a', answered(5, 0)],
      ['b', arrived],
      ['b', ignored],
      ['a', ended(9)],
      ['b', ended(9)],
    );
    expect([today.queues.size, today.agents.size, today.open.size]).toEqual([0, 0, 0]);
  });

  it('counts nothing for who hung up in the menu, nor for facts of agents', () => {
    const today = counted(
      ['a', ended(5)],
      [null, { kind: 'phone-changed', at: 1, agent: 'ana', phone: 'x' } as never],
    );
    expect([today.queues.size, today.agents.size, today.open.size]).toEqual([0, 0, 0]);
  });

  it('counts a call that was given on for both queues and for both agents, each with their own wait and talk', () => {
    const sent: CallFact = {
      kind: 'transferred',
      at: 50,
      agent: 'ana',
      queue: 'comercial',
      note: '',
      wrapUp: true,
      talkedMs: 40,
    };
    const today = counted(
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', sent],
      ['a', queued(50, 'comercial')],
      ['a', answered(70, 20, 'luis')],
      ['a', ended(100)],
    );
    expect(today.queues.get('averias')).toMatchObject({
      offered: 1,
      answered: 1,
      abandoned: 0,
      waitedMs: 10,
    });
    expect(today.queues.get('comercial')).toMatchObject({
      offered: 1,
      answered: 1,
      abandoned: 0,
      waitedMs: 20,
    });
    expect(entries(today.agents)).toEqual({
      ana: { answered: 1, talkMs: 40 },
      luis: { answered: 1, talkMs: 30 },
    });
  });

  it('counts a caller who was given on and gave up as served by the one and lost by the other', () => {
    const sent: CallFact = {
      kind: 'transferred',
      at: 50,
      agent: 'ana',
      queue: 'comercial',
      note: '',
      wrapUp: true,
      talkedMs: 40,
    };
    const today = counted(
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', sent],
      ['a', queued(50, 'comercial')],
      ['a', ended(90)],
    );
    expect(today.queues.get('averias')).toMatchObject({ answered: 1, abandoned: 0 });
    expect(today.queues.get('comercial')).toMatchObject({ answered: 0, abandoned: 1 });
  });

  it('counts who was given to a number outside or to a menu, and talked or listened there to the end, as answered', () => {
    const sent: CallFact = {
      kind: 'transferred',
      at: 50,
      agent: 'ana',
      queue: '',
      dialled: '+582125550177',
      note: '',
      wrapUp: true,
      talkedMs: 40,
    };
    const given: Fact[] = [
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', sent],
    ];
    for (const phase of ['handed-out', 'welcome'])
      expect(counted(...given, ['a', ended(90, phase)]).queues.get('averias')).toMatchObject({
        offered: 1,
        answered: 1,
        abandoned: 0,
      });
    const rung = counted(...given, ['a', ended(90, 'giving-out')]);
    expect(rung.queues.get('averias')).toMatchObject({ answered: 0, abandoned: 1 });
  });

  it('counts a call that went from agent to agent once for its queue, also when the second one’s telephone is lost', () => {
    const gone: CallFact = {
      kind: 'transferred',
      at: 50,
      agent: 'ana',
      queue: 'comercial',
      colleague: 'luis',
      note: '',
      wrapUp: true,
      talkedMs: 40,
    };
    const before: Fact[] = [
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', gone],
      ['a', answered(50, 0, 'luis')],
      ['a', lost(80)],
      ['a', queued(80)],
    ];
    const once = { offered: 1, answered: 1, abandoned: 0, waitedMs: 10 };
    const goesOn = counted(...before, ['a', answered(90, 10)], ['a', ended(100)]);
    expect(goesOn.queues.get('averias')).toMatchObject(once);
    expect(goesOn.queues.get('comercial')).toBeUndefined();
    expect(goesOn.agents.get('ana')).toMatchObject({ answered: 2, talkMs: 50 });
    expect(goesOn.agents.get('luis')).toMatchObject({ answered: 1, talkMs: 30 });
    expect(goesOn.open.size).toBe(0);
    // Whom we called is in a queue for the first time then.
    const called = counted(
      ['b', answered(0, 0)],
      ['b', gone],
      ['b', answered(50, 0, 'luis')],
      ['b', lost(80)],
      ['b', queued(80)],
    );
    expect(called.queues.get('averias')).toMatchObject({ offered: 1, answered: 0 });
  });

  it('counts a caller who was moved as they waited for the queue that answers them, with all their wait', () => {
    const moved: CallFact = { kind: 'moved-queue', at: 40, by: 'sofia', from: 'averias', queue: 'comercial' };
    const today = counted(
      ['a', queued(0)],
      ['a', moved],
      ['a', queued(40, 'comercial')],
      ['a', answered(70, 70)],
      ['a', ended(100)],
      ['b', queued(0)],
      ['b', moved],
      ['b', queued(40, 'comercial')],
      ['b', ended(50)],
    );
    expect(today.queues.get('averias')).toMatchObject({ offered: 0, answered: 0, abandoned: 0 });
    expect(today.queues.get('comercial')).toMatchObject({
      offered: 2,
      answered: 1,
      abandoned: 1,
      waitedMs: 70,
    });
    expect(entries(today.open)).toEqual({});
  });

  it('counts a call-back for the agent, not for a queue', () => {
    const today = counted(['a', answered(10, 0)], ['a', ended(40)]);
    expect([today.queues.size, today.open.size]).toEqual([0, 0]);
    expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 30 } });
  });

  it('counts a caller who lost their agent once, and gives each agent their own talk', () => {
    const today = counted(
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', lost(110)],
      ['a', queued(110)],
      ['a', answered(510, 510, 'luis')],
      ['a', ended(520)],
    );
    expect(today.queues.get('averias')).toMatchObject({
      offered: 1,
      answered: 1,
      abandoned: 0,
      waitedMs: 10,
    });
    expect(entries(today.agents)).toEqual({
      ana: { answered: 1, talkMs: 100 },
      luis: { answered: 1, talkMs: 10 },
    });
  });

  it('counts as abandoned, and not as answered, who lost their agent and left before another one came', () => {
    const today = counted(
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', lost(110)],
      ['a', queued(110)],
      ['a', ended(WITHIN + 1)],
    );
    expect(today.queues.get('averias')).toEqual({
      offered: 1,
      answered: 0,
      answeredWithin: 0,
      abandoned: 1,
      abandonedWithin: 0,
      waitedMs: 0,
    });
    expect(today.agents.get('ana')).toEqual({ answered: 1, talkMs: 100 });
  });

  it('takes no answer of yesterday back from today', () => {
    const today = counted(['a', queued(0)], ['a', answered(10, 10)], ['a', lost(110)]);
    today.turnTo('2026-11-23');
    count(today, ['a', ended(900)]);
    expect(today.queues.get('averias')).toMatchObject({
      answered: 0,
      answeredWithin: 0,
      abandoned: 1,
      waitedMs: 0,
    });
  });

  it('begins with nothing, but knows the calls that were in progress at midnight', () => {
    const today = counted(['a', queued(0)], ['b', queued(0)], ['b', answered(5, 5)]);
    today.turnTo('2026-11-23');
    count(today, ['a', answered(WITHIN, WITHIN)], ['b', ended(30)]);
    expect(today.queues.get('averias')).toMatchObject({ offered: 0, answered: 1 });
    expect(entries(today.agents)).toEqual({ ana: { answered: 1, talkMs: 25 } });
  });
});

describe('the day is written down', () => {
  /** Puts into the journal's states what changed of a day. */
  function write(today: DayCount, states: Map<string, unknown>): Map<string, unknown> {
    for (const [key, value] of today.takeChanged()) {
      if (value === null) states.delete(key);
      else states.set(key, value);
    }
    return states;
  }
  const again = (states: Map<string, unknown>, day = '2026-11-22') =>
    new DayCount(day, storedToday({ states }));
  const parts = ({ day, queues, agents, open }: DayCount) => ({ day, queues, agents, open });

  it('and is the same after a restart', () => {
    const today = counted(['a', queued(0)], ['b', queued(0)], ['b', answered(5, 5)]);
    const states = write(today, new Map());
    count(today, ['a', ended(9)]);
    expect(parts(again(write(today, states)))).toEqual(parts(today));
  });

  it('and yesterday is gone from it, at midnight as after a restart on another day', () => {
    const today = counted(
      ['a', queued(0)],
      ['a', answered(4, 4)],
      ['b', queued(0)],
      ['b', answered(5, 5)],
      ['b', ended(6)],
    );
    const states = write(today, new Map());
    const restarted = again(states, '2026-11-23');
    const after = write(restarted, new Map(states));
    today.turnTo('2026-11-23');
    expect(parts(restarted)).toEqual(parts(today));
    expect(after).toEqual(write(today, states));
    expect(Object.fromEntries(after)).toEqual({
      today: '2026-11-23',
      'today/open/a': { queue: 'averias', queuedAt: 0, agent: 'ana', answeredAt: 4, talkingSince: 4 },
    });
  });

  it('by what changed only, however many wait', () => {
    const today = counted(...Array.from({ length: 300 }, (_, at): Fact => [`c${at}`, queued(at)]));
    today.takeChanged();
    count(today, ['c7', answered(900, 5)]);
    expect([...today.takeChanged().keys()].sort()).toEqual([
      'today/agent/ana',
      'today/open/c7',
      'today/queue/averias',
    ]);
    expect(today.takeChanged().size).toBe(0);
  });

  it('and is nothing where nothing was written', () => {
    expect(storedToday({ states: new Map() })).toBeNull();
  });
});
