import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, choose, inOrder } from '../../src/queues/choose.ts';
import type { Place } from '../../src/queues/place.ts';
import { WaitingLine } from '../../src/queues/waiting-line.ts';

/** What may happen in a line where some still hear what comes first. Numbers pick one of those there are. */
type Happening =
  | { readonly what: 'comes'; readonly queue: string; readonly priority: number; readonly held: boolean }
  | { readonly what: 'has-heard' | 'leaves' | 'missed' | 'agent-free'; readonly who: number }
  | { readonly what: 'time-passes'; readonly ms: number };

const QUEUES = ['averias', 'comercial'];

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant('comes' as const),
    queue: fc.constantFrom(...QUEUES),
    priority: fc.integer({ min: 1, max: 2 }),
    held: fc.boolean(),
  }),
  fc.record({
    what: fc.constantFrom('has-heard' as const, 'leaves' as const, 'missed' as const, 'agent-free' as const),
    who: fc.nat(9),
  }),
  fc.record({ what: fc.constant('time-passes' as const), ms: fc.oneof(fc.nat(3), fc.nat(90_000)) }),
);

/** A line and agents who are busy until they are said to be free; each offer is written down. */
class Line {
  readonly line = new WaitingLine();
  readonly served: string[] = [];
  readonly came: string[] = [];
  readonly gone = new Set<string>();
  private readonly free = new Set<string>();
  private latest: Place | null = null;
  now = 0;

  get all(): readonly Place[] {
    return this.line.all(this.now);
  }

  happens(happening: Happening): void {
    const all = this.all;
    switch (happening.what) {
      case 'comes': {
        const call = `c${this.came.length}`;
        const { queue, priority, held } = happening;
        this.came.push(call);
        const place = { id: call, for: { kind: 'call' as const, call }, queue, priority, held, missedBy: [] };
        this.line.join({ ...place, since: this.now }, this.now);
        break;
      }
      case 'has-heard': {
        const who = all[happening.who % all.length];
        if (who) this.line.join({ ...who, held: false }, this.now);
        break;
      }
      case 'leaves': {
        const who = all[happening.who % all.length];
        if (who && this.line.leave(who.id)) this.gone.add(who.id);
        break;
      }
      case 'missed':
        if (this.latest && this.served.at(-1) === this.latest.id) {
          this.served.pop();
          this.line.join(this.latest, this.now);
        }
        break;
      case 'agent-free':
        this.free.add(`a${happening.who % 3}`);
        break;
      case 'time-passes':
        this.now += happening.ms;
        break;
      default:
        happening satisfies never;
    }
    this.serve();
  }

  /** Offers until no two fit any more, as the shell does it after each input. */
  private serve(): void {
    for (;;) {
      const before = this.all;
      const { choice } = choose(before, this.agents(), this.now);
      if (!choice) return;
      const taken = before.find(each => each.id === choice.place);
      expect(taken?.held).toBe(false);
      if (!taken) return;
      const better = before.filter(each => !each.held && inOrder(this.now)(each, taken) < 0);
      expect(better, `${taken.id} before those ahead of them`).toEqual([]);
      expect([...before].sort(inOrder(this.now))).toEqual(before);
      this.line.leave(choice.place);
      this.free.delete(choice.agent);
      this.latest = taken;
      this.served.push(choice.place);
    }
  }

  /** Each agent serves all queues, so that whoever is ahead could have been served. */
  private agents(): Candidate[] {
    return ['a0', 'a1', 'a2'].map(id => ({
      id,
      queues: QUEUES,
      unavailable: this.free.has(id) ? null : 'talking',
      idleSince: 0,
    }));
  }
}

describe('whatever happens in a line where some still hear what comes first', () => {
  it('none of them is offered, the others are in order, and everyone is served in the end', () => {
    fc.assert(
      fc.property(fc.array(happenings, { maxLength: 80 }), all => {
        const line = new Line();
        for (const each of all) line.happens(each);
        // Everybody has heard, and agents become free one after the other.
        while (line.all.some(each => each.held)) {
          line.happens({ what: 'has-heard', who: line.all.findIndex(each => each.held) });
        }
        const rest = line.all.map(each => each.id);
        const before = line.served.length;
        for (let who = 0; who < rest.length; who += 1) line.happens({ what: 'agent-free', who });
        expect(line.served.slice(before)).toEqual(rest);
        expect([...line.served, ...line.gone].sort()).toEqual([...line.came].sort());
      }),
      { numRuns: 500 },
    );
  });
});
