import { inOrder, insert } from './choose.ts';
import type { Place, WantedPlace } from './place.ts';
import { nextStepAt } from './priority.ts';

/** All places that wait to be served, over all queues, in the order in which they are. */
export class WaitingLine {
  private line: readonly Place[] = [];
  private readonly byId = new Map<string, Place>();
  /** How many places of a queue may be offered, by queue; none has no entry. */
  private readonly offerable = new Map<string, number>();
  /** Places that are for one agent alone and may be offered: whom, by place. */
  private readonly directed = new Map<string, string>();
  private turn = 0;
  /** Until then the order holds by itself, epoch ms; null: for ever. */
  private holdsUntil: number | null = null;
  /** Made when asked for, and kept until the line changes. */
  private numbered: ReadonlyMap<string, number> | null = null;

  get isEmpty(): boolean {
    return this.line.length === 0;
  }

  /** Queues in which a place may be offered. */
  queues(): Iterable<string> {
    return this.offerable.keys();
  }

  /** Agents for whom alone a place waits. */
  takers(): Iterable<string> {
    return this.directed.values();
  }

  get(id: string): Place | null {
    return this.byId.get(id) ?? null;
  }

  /** In the order that holds at `now`. */
  all(now: number): readonly Place[] {
    if (this.holdsUntil !== null && this.holdsUntil <= now) {
      this.line = [...this.line].sort(inOrder(now));
      this.holdsUntil = this.line.map(each => nextStepAt(each, now)).reduce(earlier, null);
      this.numbered = null;
    }
    return this.line;
  }

  /** When time alone may change the order, epoch ms, or null: one place has none. */
  get nextChangeAt(): number | null {
    return this.line.length > 1 ? this.holdsUntil : null;
  }

  /**
   * Puts a place where it belongs; one that is there already moves, unless only whether it is held is another. `turn`
   * is that of a place which was in the line before, if it is to keep it.
   */
  join(place: WantedPlace, now: number, turn?: number): void {
    const before = this.byId.get(place.id);
    const stays = before && before.held !== place.held && before.since === place.since;
    this.leave(place.id);
    this.turn += 1;
    const joined = { ...place, turn: turn ?? (stays ? before.turn : this.turn) };
    this.line = insert(this.all(now), joined, now);
    this.byId.set(joined.id, joined);
    this.count(joined, 1);
    this.holdsUntil = earlier(this.holdsUntil, nextStepAt(joined, now));
    this.numbered = null;
  }

  /** Takes a place out of the line; answers which it was. */
  leave(id: string): Place | null {
    const place = this.byId.get(id);
    if (!place) return null;
    this.byId.delete(id);
    this.line = this.line.filter(each => each !== place);
    this.count(place, -1);
    if (this.line.length === 0) this.holdsUntil = null;
    this.numbered = null;
    return place;
  }

  /** How far each place is, by its id: 1 = next of its queue. The same map as long as nothing changes. */
  positions(now: number): ReadonlyMap<string, number> {
    const line = this.all(now);
    this.numbered ??= numbered(line);
    return this.numbered;
  }

  private count({ id, held, queue, only }: Place, by: number): void {
    if (held) return;
    if (only !== undefined) {
      if (by > 0) this.directed.set(id, only);
      else this.directed.delete(id);
      return;
    }
    const count = (this.offerable.get(queue) ?? 0) + by;
    if (count > 0) this.offerable.set(queue, count);
    else this.offerable.delete(queue);
  }
}

function numbered(line: readonly Place[]): Map<string, number> {
  const positions = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { id, queue } of line) {
    const position = (counts.get(queue) ?? 0) + 1;
    counts.set(queue, position);
    positions.set(id, position);
  }
  return positions;
}

/** The earlier of two instants; null is none. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
