/**
 * How a work stands to the others of its keys.
 *
 *   alone     it starts when all earlier ones have ended, and later ones start when it has ended
 *   behind    of earlier ones in order it awaits the start alone; later ones start when it has ended
 *   in-order  the same, and later ones that are `behind` or `in-order` await its start alone: it is one request, by a road
 *             that has requests carried out in the order in which they were sent
 */
export type Turn = 'alone' | 'behind' | 'in-order';

interface Tail {
  readonly ended: Promise<unknown>;
  /** Its request is out, by a road that keeps the order. */
  readonly isOut: boolean;
}

/** Keeps the order of works that share a key (a channel, a recording). Works of different keys run side by side. */
export class Lanes {
  private readonly tails = new Map<string, Tail>();

  /** When what was asked of this key so far is done; null: it is. */
  pending(key: string): Promise<unknown> | null {
    return this.tails.get(key)?.ended ?? null;
  }

  run<Result>(keys: readonly string[], work: () => Promise<Result>, turn: Turn = 'alone'): Promise<Result> {
    const before = keys.flatMap(key => {
      const tail = this.tails.get(key);
      return tail && (turn === 'alone' || !tail.isOut) ? tail.ended : [];
    });
    const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    const tail: Tail = { ended: mine, isOut: turn === 'in-order' && before.length === 0 };
    for (const key of keys) this.tails.set(key, tail);
    const leave = () => {
      for (const key of keys) if (this.tails.get(key) === tail) this.tails.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
