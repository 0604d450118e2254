import { describe, expect, it } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { foldToday, newDay, type Today } from '../../src/supervision/today.ts';
import { storedToday, todayStates } from '../../src/supervision/today-states.ts';

const WITHIN = 20_000;

const fold = (today: Today, ...facts: [string | null, CallFact][]): Today =>
  facts.reduce((day, [call, fact]) => foldToday(day, call, fact, () => WITHIN), today);

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
const ended = (at: number): CallFact => ({
  kind: 'call-ended',
  at,
  by: 'caller',
  phase: 'talking',
  cause: 16,
});
const lost = (at: number): CallFact => ({ kind: 'agent-leg-lost', at, agent: 'ana' });

const day = newDay('2026-11-22');

describe('the day', () => {
  it('counts who was answered, within the threshold or not, and how long he waited', () => {
    const today = fold(
      day,
      ['a', queued(0)],
      ['a', answered(WITHIN, WITHIN)],
      ['b', queued(0)],
      ['b', answered(WITHIN + 1, WITHIN + 1)],
    );
    expect(today.queues.averias).toEqual({
      offered: 2,
      answered: 2,
      answeredWithin: 1,
      abandoned: 0,
      abandonedWithin: 0,
      waitedMs: 2 * WITHIN + 1,
    });
  });

  it('counts who hung up before he was answered', () => {
    const today = fold(
      day,
      ['a', queued(0)],
      ['a', ended(WITHIN)],
      ['b', queued(0)],
      ['b', ended(WITHIN + 1)],
    );
    expect(today.queues.averias).toMatchObject({
      offered: 2,
      answered: 0,
      abandoned: 2,
      abandonedWithin: 1,
    });
    expect(today.open).toEqual({});
  });

  it('counts nothing for who hung up in the menu, nor for facts of agents', () => {
    expect(fold(day, ['a', ended(5)])).toEqual(day);
    expect(fold(day, [null, { kind: 'phone-changed', at: 1, agent: 'ana', phone: 'x' } as never])).toEqual(
      day,
    );
  });

  it('counts a call-back for the agent, not for a queue', () => {
    const today = fold(day, ['a', answered(10, 0)], ['a', ended(40)]);
    expect(today).toMatchObject({ queues: {}, agents: { ana: { answered: 1, talkMs: 30 } }, open: {} });
  });

  it('counts a caller who lost his agent once, and gives each agent his own talk', () => {
    const today = fold(
      day,
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', lost(110)],
      ['a', queued(110)],
      ['a', answered(510, 510, 'luis')],
      ['a', ended(520)],
    );
    expect(today.queues.averias).toMatchObject({ offered: 1, answered: 1, abandoned: 0, waitedMs: 10 });
    expect(today.agents).toEqual({ ana: { answered: 1, talkMs: 100 }, luis: { answered: 1, talkMs: 10 } });
  });

  it('counts as abandoned, and not as answered, who lost their agent and left before another one came', () => {
    const today = fold(
      day,
      ['a', queued(0)],
      ['a', answered(10, 10)],
      ['a', lost(110)],
      ['a', queued(110)],
      ['a', ended(WITHIN + 1)],
    );
    expect(today.queues.averias).toEqual({
      offered: 1,
      answered: 0,
      answeredWithin: 0,
      abandoned: 1,
      abandonedWithin: 0,
      waitedMs: 0,
    });
    expect(today.agents.ana).toEqual({ answered: 1, talkMs: 100 });
  });

  it('takes no answer of yesterday back from today', () => {
    const before = fold(day, ['a', queued(0)], ['a', answered(10, 10)], ['a', lost(110)]);
    const today = fold(newDay('2026-11-23', before), ['a', ended(900)]);
    expect(today.queues.averias).toMatchObject({ answered: 0, answeredWithin: 0, abandoned: 1, waitedMs: 0 });
  });

  it('begins with nothing, but knows the calls that were in progress at midnight', () => {
    const before = fold(day, ['a', queued(0)], ['b', queued(0)], ['b', answered(5, 5)]);
    const today = fold(newDay('2026-11-23', before), ['a', answered(WITHIN, WITHIN)], ['b', ended(30)]);
    expect(today.queues.averias).toMatchObject({ offered: 0, answered: 1 });
    expect(today.agents).toEqual({ ana: { answered: 1, talkMs: 25 } });
  });
});

describe('the day is written down', () => {
  /** The journal's states after each change was written. */
  function written(...days: (Today | null)[]): Map<string, unknown> {
    const states = new Map<string, unknown>();
    for (let at = 1; at < days.length; at += 1) {
      const after = days[at];
      if (!after) continue;
      for (const [key, value] of Object.entries(todayStates(days[at - 1] ?? null, after))) {
        if (value === null) states.delete(key);
        else states.set(key, value);
      }
    }
    return states;
  }

  it('and is the same after a restart', () => {
    const first = fold(day, ['a', queued(0)], ['b', queued(0)], ['b', answered(5, 5)]);
    const second = fold(first, ['a', ended(9)]);
    expect(storedToday({ states: written(null, day, first, second) })).toEqual(second);
  });

  it('and yesterday is gone from it', () => {
    const first = fold(day, ['a', queued(0)], ['b', queued(0)], ['b', answered(5, 5)], ['b', ended(6)]);
    const next = newDay('2026-11-23', first);
    expect(storedToday({ states: written(null, first, next) })).toEqual(next);
  });

  it('by what changed only, however many wait', () => {
    const many = fold(
      day,
      ...Array.from({ length: 300 }, (_, at): [string, CallFact] => [`c${at}`, queued(at)]),
    );
    const after = fold(many, ['c7', answered(900, 5)]);
    expect(Object.keys(todayStates(many, after)).sort()).toEqual([
      'today/agent/ana',
      'today/open/c7',
      'today/queue/averias',
    ]);
    expect(todayStates(after, after)).toEqual({});
  });

  it('and is nothing where nothing was written', () => {
    expect(storedToday({ states: new Map() })).toBeNull();
  });
});
