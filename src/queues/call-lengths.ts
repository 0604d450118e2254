/** How many of a queue's latest calls the expected wait is made from. */
const LATEST = 20;

/** Lengths of the latest conversations of each queue, ms. */
export class CallLengths {
  private readonly talking = new Map<string, { queue: string; since: number }>();
  private readonly lengths = new Map<string, number[]>();

  began(call: string, queue: string, at: number): void {
    this.talking.set(call, { queue, since: at });
  }

  ended(call: string, at: number): void {
    const talk = this.talking.get(call);
    if (!talk) return;
    this.talking.delete(call);
    this.lengths.set(talk.queue, [...this.of(talk.queue), at - talk.since].slice(-LATEST));
  }

  of(queue: string): readonly number[] {
    return this.lengths.get(queue) ?? [];
  }
}
