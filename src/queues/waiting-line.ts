import { inOrder, insert, placeOf, type Waiting } from './choose.ts';
import { nextStepAt } from './priority.ts';

/** All callers who wait, over all queues, in the order in which they are served. */
export class WaitingLine {
  private callers: readonly Waiting[] = [];
  private turn = 0;
  /** Until then the order holds by itself, epoch ms; null: for ever. */
  private holdsUntil: number | null = null;

  get isEmpty(): boolean {
    return this.callers.length === 0;
  }

  /** In the order that holds at `now`. */
  all(now: number): readonly Waiting[] {
    if (this.holdsUntil !== null && this.holdsUntil <= now) {
      this.callers = [...this.callers].sort(inOrder(now));
      this.holdsUntil = this.callers.map(each => nextStepAt(each, now)).reduce(earlier, null);
    }
    return this.callers;
  }

  /** When time alone may change the order, epoch ms, or null: one caller has none. */
  get nextChangeAt(): number | null {
    return this.callers.length > 1 ? this.holdsUntil : null;
  }

  /** Puts a caller at their place; one who is there already moves, unless only whether they may be offered is another. */
  join(caller: Omit<Waiting, 'turn'>, now: number): void {
    const before = this.callers.find(each => each.call === caller.call);
    const stays = before && before.notYet !== caller.notYet && before.queuedAt === caller.queuedAt;
    this.leave(caller.call);
    this.turn += 1;
    this.callers = insert(this.all(now), { ...caller, turn: stays ? before.turn : this.turn }, now);
    this.holdsUntil = earlier(this.holdsUntil, nextStepAt(caller, now));
  }

  /** Answers whether they were there. */
  leave(call: string): boolean {
    if (!this.callers.some(each => each.call === call)) return false;
    this.callers = this.callers.filter(each => each.call !== call);
    if (this.callers.length === 0) this.holdsUntil = null;
    return true;
  }

  /** 1 = next of their queue; null when they do not wait. */
  placeOf(call: string, now: number): number | null {
    return placeOf(this.all(now), call);
  }

  /** The places of all, by call. */
  places(now: number): Map<string, number> {
    const places = new Map<string, number>();
    const counts = new Map<string, number>();
    for (const { call, queue } of this.all(now)) {
      const place = (counts.get(queue) ?? 0) + 1;
      counts.set(queue, place);
      places.set(call, place);
    }
    return places;
  }
}

/** The earlier of two instants; null is none. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
