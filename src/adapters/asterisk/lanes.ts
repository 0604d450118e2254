/**
 * Keeps the order of works that share a key (a channel, a recording): each starts when all earlier ones of its
 * keys have ended. Works of different keys run side by side.
 */
export class Lanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** When what was asked of this key so far is done; null: it is. */
  pending(key: string): Promise<unknown> | null {
    return this.tails.get(key) ?? null;
  }

  run<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = keys.flatMap(key => this.tails.get(key) ?? []);
    const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    for (const key of keys) this.tails.set(key, mine);
    const leave = () => {
      for (const key of keys) if (this.tails.get(key) === mine) this.tails.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
