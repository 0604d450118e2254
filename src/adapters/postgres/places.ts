/** So many works at a time, in their order; who waits too long for a place is given up. */
export class Places {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(most: number) {
    this.free = most;
  }

  /** Does `work` when there is a place. Rejects with what `late` makes when there was none for `waitMs`. */
  async take<T>(work: () => Promise<T>, waitMs: number, late: () => Error): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await this.turn(waitMs, late);
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      // Its place goes from hand to hand.
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  private turn(waitMs: number, late: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(begin), 1);
        reject(late());
      }, waitMs);
      this.queue.push(begin);
    });
  }
}
