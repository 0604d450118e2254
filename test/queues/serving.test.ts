import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHaveBack, unavailableReason } from '../../src/agents/agent.ts';
import { AgentRegistry } from '../../src/agents/agent-registry.ts';
import type { AgentProfile } from '../../src/agents/events.ts';
import { choose, inOrder } from '../../src/queues/choose.ts';
import type { Place, WantedPlace } from '../../src/queues/place.ts';
import { nextStepAt } from '../../src/queues/priority.ts';
import { type Served, Serving } from '../../src/queues/serving.ts';
import { earlier } from '../../src/queues/waiting-line.ts';
import { fakeClock } from '../kit/fake-clock.ts';

const QUEUES = ['averias', 'comercial', 'nivel-2'];
const AGENTS = ['ana', 'luis', 'eva', 'raul'];

const wanted = (id: string, more: Partial<WantedPlace> = {}): WantedPlace => ({
  id,
  for: { kind: 'call', call: `call-${id}` },
  queue: 'averias',
  priority: 1,
  since: 0,
  missedBy: [],
  held: false,
  ...more,
});

const profile = (id: string, queues: readonly string[]): AgentProfile => ({
  id,
  username: id,
  displayName: id,
  role: 'agent',
  level: 1,
  queues: [...queues],
  phoneKind: 'sip',
});

/** Queues with a registry; an agent who serves is offered the call, and each served place is written down. */
class Queues {
  readonly clock = fakeClock(0);
  readonly registry = new AgentRegistry(() => undefined);
  readonly served: Served[] = [];
  readonly silent = new Set<string>();
  dueTimes = 0;
  onDue = () => this.settle();
  readonly serving = new Serving({
    clock: this.clock,
    registry: this.registry,
    endpointOf: agent => (this.silent.has(agent) ? null : `telephone-of-${agent}`),
    serve: served => {
      this.served.push(served);
      const { call } = served.place.for;
      const work = this.registry.get(served.agent)?.work;
      const wrapsUp = work?.kind === 'wrap-up' && work.call === call;
      this.registry.offer(served.agent, wrapsUp ? call : served.place.id, this.clock.now());
    },
    due: () => {
      this.dueTimes += 1;
      this.onDue();
    },
  });

  knows(...agents: readonly string[]): this {
    for (const id of agents) this.registry.upsert(profile(id, QUEUES), this.clock.now());
    return this;
  }

  ready(...agents: readonly string[]): this {
    for (const id of agents) {
      this.registry.setPhone(id, 'registered');
      this.registry.setWill(id, { kind: 'ready' }, this.clock.now());
    }
    return this;
  }

  settle(): void {
    while (this.serving.serveNext());
  }
}

describe('a place', () => {
  it('is served by who fits, told once with the place and the reasons, and is out of the line then', () => {
    const queues = new Queues().knows('ana', 'luis').ready('ana');
    queues.serving.take(wanted('a'));
    queues.clock.advance(5_000);
    queues.settle();
    expect(queues.served).toEqual([
      {
        place: { ...wanted('a'), turn: 1 },
        agent: 'ana',
        endpoint: 'telephone-of-ana',
        idleMs: 5_000,
        passedOver: { off: 1 },
      },
    ]);
    expect(queues.serving.positions().size).toBe(0);
  });

  it('keeps its turn when the offer was missed, and when it is held and not held again', () => {
    const queues = new Queues().knows('ana').ready('ana');
    for (const id of ['a', 'b', 'c']) queues.serving.take(wanted(id));
    queues.settle();
    queues.serving.take(wanted('a', { missedBy: ['ana'] }));
    for (const held of [true, false]) queues.serving.take(wanted('b', { held }));
    expect([...queues.serving.positions().keys()]).toEqual(['call-a', 'call-b', 'call-c']);
  });

  it('is kept while nobody is on the line, and may go to another call', () => {
    const queues = new Queues().knows('ana');
    for (const id of ['a', 'b']) queues.serving.take(wanted(id));
    queues.serving.take(wanted('a', { held: true }));
    queues.ready('ana').settle();
    expect(queues.served.map(({ place }) => place.id)).toEqual(['b']);
    queues.serving.take(wanted('a', { for: { kind: 'call', call: 'the-call-back' } }));
    expect([...queues.serving.positions()]).toEqual([['the-call-back', 1]]);
    queues.ready('ana').registry.miss('ana', 'b', null, 0);
    queues.settle();
    expect(queues.served[1]?.place.for).toEqual({ kind: 'call', call: 'the-call-back' });
  });

  it('is over when it is released, in the line or while an agent is rung; others are told no worse position for it', () => {
    const queues = new Queues().knows('ana').ready('ana');
    for (const id of ['a', 'b']) queues.serving.take(wanted(id));
    queues.settle();
    expect(queues.serving.outlook('b')).toEqual({ position: 2, waitMs: null });
    expect([queues.serving.leave('a'), queues.serving.outlook('b').position]).toEqual([false, 2]);
    expect([queues.serving.release('a'), queues.serving.outlook('b').position]).toEqual([false, 1]);
    expect([queues.serving.release('b'), queues.serving.outlook('b').position]).toEqual([true, null]);
  });

  it('tells who would be offered a call of a queue now, by the same choice, and takes nothing from anybody', () => {
    const queues = new Queues().knows('ana', 'luis').ready('luis');
    queues.clock.advance(1_000);
    queues.ready('ana');
    const free = (...except: string[]) => queues.serving.freeOf('averias', except)?.agent ?? null;
    expect([free(), free('luis'), free('luis', 'ana')]).toEqual(['luis', 'ana', null]);
    queues.silent.add('luis');
    expect([free(), queues.serving.freeOf('none', [])]).toEqual(['ana', null]);
    queues.serving.offer(false);
    expect(free()).toBeNull();
    expect([queues.served, [...queues.serving.positions()]]).toEqual([[], []]);
  });

  it('is served by nobody while nothing is offered, nor by an agent whose telephone is not there', () => {
    const queues = new Queues().knows('ana').ready('ana');
    queues.serving.take(wanted('a'));
    queues.serving.offer(false);
    queues.settle();
    queues.serving.offer(true);
    queues.silent.add('ana');
    queues.settle();
    expect(queues.served).toEqual([]);
    queues.silent.delete('ana');
    queues.settle();
    expect(queues.served.length).toBe(1);
  });

  it('is served by time alone, when who refused it may be asked again', () => {
    const queues = new Queues().knows('ana').ready('ana');
    queues.serving.take(wanted('a', { notBefore: { ana: 5_000 }, missedBy: ['ana'] }));
    queues.settle();
    queues.clock.advance(4_999);
    expect([queues.served.length, queues.dueTimes]).toEqual([0, 0]);
    queues.clock.advance(1);
    expect([queues.served.length, queues.dueTimes]).toEqual([1, 1]);
    queues.serving.stop();
    expect(queues.clock.pending()).toBe(0);
  });
});

const agent = fc.constantFrom(...AGENTS);
const someQueues = fc.uniqueArray(fc.constantFrom(...QUEUES), { minLength: 0, maxLength: 3 });
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('takes' as const),
      which: fc.nat(11),
      queue: fc.constantFrom(...QUEUES),
      priority: fc.integer({ min: 1, max: 3 }),
      held: fc.boolean(),
      first: fc.boolean(),
      only: fc.option(agent, { nil: null }),
      refusedBy: fc.option(agent, { nil: null }),
    }),
  },
  fc.record({ what: fc.constantFrom('leaves' as const, 'releases' as const), which: fc.nat(11) }),
  fc.record({ what: fc.constant('knows' as const), agent, queues: someQueues }),
  fc.record({ what: fc.constant('restores' as const), agent, queues: someQueues }),
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'ready' as const,
        'break' as const,
        'dnd' as const,
        'registers' as const,
        'lost' as const,
        'silent' as const,
        'free' as const,
        'misses' as const,
        'wraps-up' as const,
        'phone-lost' as const,
        'dismissed' as const,
      ),
      agent,
    }),
  },
  fc.record({ what: fc.constant('time' as const), ms: fc.oneof(fc.nat(5), fc.nat(90_000)) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Each> ? Each : never;

/** The same queues once more, in nothing but a list. */
class Model {
  readonly queues = new Queues();
  private places: Place[] = [];
  private turn = 0;

  constructor() {
    this.queues.onDue = () => this.compare();
  }

  happens(it: Happening): void {
    const { registry, clock, serving, silent } = this.queues;
    const now = clock.now();
    switch (it.what) {
      case 'takes': {
        const since = now - ((it.which * 7_000) % 200_000);
        const { queue, priority, held, first, only, refusedBy } = it;
        const place = wanted(`p${it.which}`, {
          ...{ queue, priority, held, since },
          ...(first && { first }),
          ...(only !== null && { only }),
          ...(refusedBy !== null && { missedBy: [refusedBy], notBefore: { [refusedBy]: now + 4_000 } }),
        });
        this.put(place);
        serving.take(place);
        break;
      }
      case 'leaves':
      case 'releases':
        this.places = this.places.filter(({ id }) => id !== `p${it.which}`);
        if (it.what === 'leaves') serving.leave(`p${it.which}`);
        else serving.release(`p${it.which}`);
        break;
      case 'knows':
        registry.upsert(profile(it.agent, it.queues), now);
        break;
      case 'restores': {
        const present = registry.get(it.agent);
        if (present) registry.restore({ ...present, profile: profile(it.agent, it.queues) });
        break;
      }
      case 'ready':
        registry.setWill(it.agent, { kind: 'ready' }, now);
        break;
      case 'break':
        registry.setWill(it.agent, { kind: 'break', code: 'lunch' }, now);
        break;
      case 'dnd':
        registry.setWill(it.agent, { kind: 'dnd' }, now);
        break;
      case 'registers':
        silent.delete(it.agent);
        registry.setPhone(it.agent, 'registered');
        break;
      case 'lost':
        registry.setPhone(it.agent, 'reconnecting');
        break;
      case 'silent':
        silent.add(it.agent);
        break;
      case 'free':
      case 'misses': {
        const work = registry.get(it.agent)?.work;
        if (work && work.kind !== 'idle')
          registry.miss(it.agent, work.call, it.what === 'free' ? null : 'busy', now);
        break;
      }
      case 'wraps-up': {
        const work = registry.get(it.agent)?.work;
        if (work?.kind !== 'offered') break;
        // The place for which they were rung comes back to them alone, or another one does.
        registry.talk(it.agent, `call-${work.call}`, now);
        registry.finish(it.agent, `call-${work.call}`, true, now);
        break;
      }
      case 'phone-lost':
        registry.setWill(it.agent, { kind: 'off', why: 'phone-lost' }, now);
        break;
      case 'dismissed':
        registry.dismiss(it.agent, now);
        break;
      case 'time':
        clock.advance(it.ms);
        break;
      default:
        it satisfies never;
    }
    this.compare();
  }

  /** The answer of the queues is that of the rule over everything there is. */
  private compare(): void {
    const { queues } = this;
    const now = queues.clock.now();
    const before = queues.served.length;
    const expected = this.answer(now);
    const found = queues.serving.next(now);
    expect(found.choice).toEqual(expected.choice);
    // A look too many costs nothing: a place that left may have been the one whose step was next.
    if (found.nextChangeAt !== expected.nextChangeAt) {
      expect(found.nextChangeAt).toBeGreaterThan(now);
      expect(found.nextChangeAt).toBeLessThan(expected.nextChangeAt ?? Infinity);
    }
    expect([...queues.serving.positions().values()].sort()).toEqual(this.positions(now).sort());
    expect(queues.serving.serveNext()).toBe(expected.choice !== null);
    const served = queues.served.slice(before);
    expect(served.map(({ place, agent: who }) => [place.id, who])).toEqual(
      expected.choice ? [[expected.choice.place, expected.choice.agent]] : [],
    );
    if (!expected.choice) return;
    this.places = this.places.filter(({ id }) => id !== expected.choice?.place);
    this.compare();
  }

  private answer(now: number) {
    const line = [...this.places].sort(inOrder(now));
    const agents = this.queues.registry.all().map(each => {
      const { profile: known, work } = each;
      const silent = this.queues.silent.has(known.id);
      const call = work.kind === 'wrap-up' ? work.call : '';
      const has = !silent && (work.kind === 'wrap-up' || work.kind === 'idle') && mayHaveBack(each, call);
      return {
        id: known.id,
        queues: known.queues,
        unavailable: unavailableReason(each) ?? (silent ? 'unreachable' : null),
        idleSince: work.since,
        back: has ? (work.kind === 'idle' ? ('any' as const) : { call }) : null,
      };
    });
    const { choice, nextChangeAt } = choose(line, agents, now);
    const step = line.length > 1 ? line.map(each => nextStepAt(each, now)).reduce(earlier, null) : null;
    return { choice, nextChangeAt: choice ? null : earlier(nextChangeAt, step) };
  }

  private positions(now: number): number[] {
    const line = [...this.places].sort(inOrder(now));
    return line.map(each => line.filter(({ queue }) => queue === each.queue).indexOf(each) + 1);
  }

  private put(place: WantedPlace): void {
    const before = this.places.find(({ id }) => id === place.id);
    const stays = before && before.held !== place.held && before.since === place.since;
    this.turn += 1;
    this.places = this.places.filter(each => each !== before);
    this.places.push({ ...place, turn: stays ? before.turn : this.turn });
  }
}

describe('whatever happens to places, agents and telephones', () => {
  it('is answered as the rule answers that is given everything anew', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), all => {
        const model = new Model();
        model.queues.knows(...AGENTS).ready('ana', 'luis');
        for (const each of all) model.happens(each);
      }),
      { numRuns: 1_000 },
    );
  });
});
