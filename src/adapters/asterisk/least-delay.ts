/** Of fewer the least may be chance: one that a busy machine let wait. */
const EVIDENCE = 4;

/** The least of the delays of a while: what all of them had to wait. */
export class LeastDelay {
  private least = 0;
  private count = 0;

  add(ms: number): void {
    this.least = this.count === 0 ? ms : Math.min(this.least, ms);
    this.count += 1;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Since this was last asked, ms; 0 where there were too few. */
  take(): number {
    const { least, count } = this;
    this.count = 0;
    return count < EVIDENCE ? 0 : Math.max(0, least);
  }
}
