import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose as answer, type Candidate, inOrder, insert } from '../../src/queues/choose.ts';
import type { Place } from '../../src/queues/place.ts';

const caller = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  for: { kind: 'call', call: id },
  queue: 'averias',
  priority: 1,
  since: 1_000,
  turn: 1,
  missedBy: [],
  held: false,
  ...more,
});

const agent = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  queues: ['averias'],
  unavailable: null,
  idleSince: 0,
  ...more,
});

const inLine = (...callers: Place[]) =>
  callers.reduce<readonly Place[]>((line, each) => insert(line, each, 0), []);
const choose = (...asked: Parameters<typeof answer>) => answer(...asked).choice;

describe('who is served next', () => {
  it('is the one who waits longest, over all queues', () => {
    const line = inLine(caller('b', { since: 2_000 }), caller('a', { since: 1_000, queue: 'comercial' }));
    expect(choose(line, [agent('ana', { queues: ['averias', 'comercial'] })], 5_000)?.place).toBe('a');
  });

  it('is the one with priority before those who wait longer', () => {
    const line = inLine(caller('a', { priority: 2, since: 0 }), caller('b', { priority: 1 }));
    expect(choose(line, [agent('ana')], 5_000)?.place).toBe('b');
  });

  it('is the one who came first within one millisecond', () => {
    const line = inLine(caller('b', { turn: 2 }), caller('a', { turn: 1 }));
    expect(choose(line, [agent('ana')], 5_000)?.place).toBe('a');
  });

  it('is the first for whom there is somebody: the head of another queue does not block', () => {
    const line = inLine(caller('a', { queue: 'comercial', since: 0 }), caller('b'));
    expect(choose(line, [agent('ana')], 5_000)?.place).toBe('b');
  });

  it('is not yet the one who still hears what comes first: the next one is served meanwhile', () => {
    const line = inLine(caller('a', { since: 0, held: true }), caller('b'));
    expect(choose(line, [agent('ana')], 5_000)?.place).toBe('b');
    expect(choose([caller('a', { held: true })], [agent('ana')], 5_000)).toBeNull();
  });

  it('is nobody while nobody is free, or nobody waits', () => {
    expect(choose([caller('a')], [agent('ana', { unavailable: 'talking' })], 0)).toBeNull();
    expect(choose([caller('a')], [], 0)).toBeNull();
    expect(choose([], [agent('ana')], 0)).toBeNull();
  });
});

describe('a place that is for one agent alone', () => {
  const only = caller('a', { only: 'ana', queue: 'comercial' });

  it('goes to that one, whatever they serve and whoever else is free, and passes nobody over', () => {
    const agents = [agent('luis', { queues: ['comercial'] }), agent('ana', { idleSince: 9 })];
    expect(choose([only], agents, 10)).toEqual({ place: 'a', agent: 'ana', idleMs: 1, passedOver: {} });
    expect(choose([only], agents.slice(0, 1), 10)).toBeNull();
  });

  it('waits while they are not free, and blocks nobody', () => {
    const busy = agent('ana', { unavailable: 'talking' });
    expect(choose([only], [busy], 10)).toBeNull();
    expect(choose([only, caller('b')], [busy, agent('luis')], 10)?.agent).toBe('luis');
  });

  it('goes to who wraps up that very call, and no other place does', () => {
    const wrapsUp = (call: string) => agent('ana', { unavailable: 'wrap-up', back: { call } });
    expect(choose([only], [wrapsUp('a')], 10)?.agent).toBe('ana');
    expect(choose([only], [wrapsUp('b')], 10)).toBeNull();
    expect(choose([caller('a')], [wrapsUp('a')], 10)).toBeNull();
  });

  it('is offered to who asked for it whatever else they want, where their telephone is free', () => {
    const off = agent('ana', { unavailable: 'off', ringsAskedFor: true });
    const asked = { ...only, askedFor: true } as const;
    expect(choose([only], [off], 10)).toBeNull();
    expect(choose([asked], [off], 10)?.agent).toBe('ana');
    expect(choose([asked], [agent('ana', { unavailable: 'talking' })], 10)).toBeNull();
  });

  it('is asked of them again though they refused it, and is not offered while it is held', () => {
    expect(choose([{ ...only, notBefore: { ana: 99 } }], [agent('ana')], 10)?.agent).toBe('ana');
    expect(choose([{ ...only, held: true }], [agent('ana')], 10)).toBeNull();
  });
});

describe('who serves them', () => {
  it('is the agent idle longest, and it is told for how long', () => {
    const agents = [agent('ana', { idleSince: 3_000 }), agent('luis', { idleSince: 2_000 })];
    expect(choose([caller('a')], agents, 10_000)).toMatchObject({ agent: 'luis', idleMs: 8_000 });
  });

  it('is decided by the id where all else is equal, so that a replay finds the same', () => {
    expect(choose([caller('a')], [agent('luis'), agent('ana')], 0)?.agent).toBe('ana');
  });

  it('is one who missed this very call only when there is no other', () => {
    const missed = caller('a', { missedBy: ['ana'] });
    const agents = [agent('ana', { idleSince: 0 }), agent('luis', { idleSince: 9_000 })];
    expect(choose([missed], agents, 10_000)?.agent).toBe('luis');
    expect(choose([missed], agents.slice(0, 1), 10_000)?.agent).toBe('ana');
  });

  it('comes with the reasons of all others of the queue, and of nobody else', () => {
    const agents = [
      agent('taken'),
      agent('shorter', { idleSince: 5 }),
      agent('missed', { idleSince: 0 }),
      agent('talks', { unavailable: 'talking' }),
      agent('talks-too', { unavailable: 'talking' }),
      agent('pause', { unavailable: 'break' }),
      agent('stranger', { queues: ['comercial'] }),
    ];
    expect(choose([caller('a', { missedBy: ['missed'] })], agents, 10)?.passedOver).toEqual({
      'idle-shorter': 1,
      'missed-this-call': 1,
      talking: 2,
      break: 1,
    });
  });
});

describe('who refused a call', () => {
  const agents = [agent('ana'), agent('luis', { idleSince: 5 })];
  const refused = caller('a', { notBefore: { ana: 9_000 }, missedBy: ['ana'] });

  it('is not asked again before the time, even when nobody else is free', () => {
    expect(choose([refused], agents, 8_999)).toMatchObject({
      agent: 'luis',
      passedOver: { 'refused-this-call': 1 },
    });
    expect(answer([refused], [agent('ana')], 8_999)).toEqual({ choice: null, nextChangeAt: 9_000 });
    expect(choose([refused], [agent('ana')], 9_000)?.agent).toBe('ana');
  });

  it('gets the next call at once', () => {
    expect(choose([refused, caller('b', { since: 2_000 })], [agent('ana')], 8_000)?.place).toBe('b');
  });
});

describe('the next look', () => {
  it('is when the first of those who refused may be asked again', () => {
    const line = [
      caller('a', { notBefore: { ana: 9_000, luis: 7_000 } }),
      caller('b', { notBefore: { ana: 8_000, luis: 7_500 } }),
    ];
    expect(answer(line, [agent('ana'), agent('luis')], 5_000)).toEqual({ choice: null, nextChangeAt: 7_000 });
  });

  it('is never when time alone changes nothing: an agent must become free, or a caller come', () => {
    const refused = caller('a', { notBefore: { ana: 9_000 } });
    expect(answer([refused], [agent('ana', { unavailable: 'talking' })], 0).nextChangeAt).toBeNull();
    expect(answer([{ ...refused, held: true }], [agent('ana')], 0).nextChangeAt).toBeNull();
    expect(answer([refused], [agent('eva', { queues: ['comercial'] })], 0).nextChangeAt).toBeNull();
  });
});

const queues = fc.constantFrom<string>('averias', 'comercial', 'nivel-2');
const someCaller = (index: number) =>
  fc.record({
    id: fc.constant(`c${index}`),
    for: fc.constant({ kind: 'call' as const, call: `c${index}` }),
    queue: queues,
    priority: fc.integer({ min: 1, max: 3 }),
    since: fc.nat(5),
    turn: fc.constant(index),
    missedBy: fc.uniqueArray(fc.constantFrom('a0', 'a1', 'a2'), { maxLength: 3 }),
    held: fc.boolean(),
    notBefore: fc.dictionary(fc.constantFrom('a0', 'a1', 'a2'), fc.integer({ min: 90, max: 120 })),
  });
const someAgent = (index: number) =>
  fc.record({
    id: fc.constant(`a${index}`),
    queues: fc.uniqueArray(queues, { minLength: 1, maxLength: 3 }),
    unavailable: fc.constantFrom(null, null, 'talking', 'break'),
    idleSince: fc.nat(10),
  });
const callers = fc.tuple(...Array.from({ length: 8 }, (_, at) => someCaller(at)));
const agents = fc.tuple(...Array.from({ length: 5 }, (_, at) => someAgent(at)));

describe('for any callers and agents', () => {
  it('callers are inserted in order, whatever order they come in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 8 }, (_, at) => at)), callers, (order, all) => {
        const line = inLine(...order.flatMap(at => all[at] ?? []));
        expect(line).toEqual([...line].sort(inOrder(0)));
      }),
    );
  });

  it('somebody is served exactly when a caller and a free agent fit, and nobody better was passed over', () => {
    fc.assert(
      fc.property(callers, agents, (all, floor) => {
        const line = inLine(...all);
        const fits = (each: Place, who: Candidate, now: number) =>
          who.unavailable === null &&
          !each.held &&
          who.queues.includes(each.queue) &&
          (each.notBefore?.[who.id] ?? 0) <= now;
        const { choice, nextChangeAt } = answer(line, floor, 100);
        const served = line.find(each => floor.some(who => fits(each, who, 100)));
        const soon = Array.from({ length: 30 }, (_, at) => 101 + at).find(now =>
          line.some(each => floor.some(who => fits(each, who, now))),
        );
        expect(nextChangeAt).toBe(served ? null : (soon ?? null));
        expect(choice?.place).toBe(served?.id);
        if (!choice || !served) return;
        const taken = floor.find(who => who.id === choice.agent);
        expect(taken && fits(served, taken, 100)).toBe(true);
        const counted = Object.values(choice.passedOver).reduce((sum, each) => sum + each, 0);
        expect(counted).toBe(floor.filter(who => who.queues.includes(served.queue)).length - 1);
      }),
    );
  });
});
