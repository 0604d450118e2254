import { insert, placeOf, type Waiting } from './choose.ts';

/** All callers who wait, over all queues, in the order in which they are served. */
export class WaitingLine {
  private callers: readonly Waiting[] = [];
  private turn = 0;

  get all(): readonly Waiting[] {
    return this.callers;
  }

  /** Puts a caller at his place; one who is there already moves, unless only whether they may be offered is another. */
  join(caller: Omit<Waiting, 'turn'>): void {
    const before = this.callers.find(each => each.call === caller.call);
    const stays = before && before.notYet !== caller.notYet && before.queuedAt === caller.queuedAt;
    this.leave(caller.call);
    this.turn += 1;
    this.callers = insert(this.callers, { ...caller, turn: stays ? before.turn : this.turn });
  }

  /** Answers whether he was there. */
  leave(call: string): boolean {
    if (!this.callers.some(each => each.call === call)) return false;
    this.callers = this.callers.filter(each => each.call !== call);
    return true;
  }

  /** 1 = next of his queue; null when he does not wait. */
  placeOf(call: string): number | null {
    return placeOf(this.callers, call);
  }

  /** The places of all, by call. */
  places(): Map<string, number> {
    const places = new Map<string, number>();
    const counts = new Map<string, number>();
    for (const { call, queue } of this.callers) {
      const place = (counts.get(queue) ?? 0) + 1;
      counts.set(queue, place);
      places.set(call, place);
    }
    return places;
  }
}
