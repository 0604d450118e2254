import { insert, placeOf, type Waiting } from './choose.ts';

/** All callers who wait, over all queues, in the order in which they are served. */
export class WaitingLine {
  private callers: readonly Waiting[] = [];
  private turn = 0;

  get all(): readonly Waiting[] {
    return this.callers;
  }

  /** Puts a caller at his place; one who is there already moves. */
  join(caller: Omit<Waiting, 'turn'>): void {
    this.leave(caller.call);
    this.turn += 1;
    this.callers = insert(this.callers, { ...caller, turn: this.turn });
  }

  /** Answers whether he was there. */
  leave(call: string): boolean {
    const left = this.callers.filter(each => each.call !== call);
    const was = left.length < this.callers.length;
    this.callers = left;
    return was;
  }

  /** 1 = next of his queue; null when he does not wait. */
  placeOf(call: string): number | null {
    return placeOf(this.callers, call);
  }
}
