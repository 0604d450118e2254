/** The packets of one voice, as they come out at the other end of its call. */
export class Arrivals {
  private readonly delays: number[] = [];
  private crossed = 0;

  /** `delayMs`: sent → arrived. */
  add(number: number, delayMs: number): void {
    // A second copy is no arrival of its own.
    this.delays[number] ??= delayMs;
  }

  /** It came out at another call. */
  cross(): void {
    this.crossed += 1;
  }

  /** Of the packets numbered from `from` up to, not including, `to`. */
  between(from: number, to: number): { readonly lost: number; readonly delays: readonly number[] } {
    const delays: number[] = [];
    for (let number = from; number < to; number += 1) {
      const delay = this.delays[number];
      if (delay !== undefined) delays.push(delay);
    }
    return { lost: to - from - delays.length, delays };
  }

  get astray(): number {
    return this.crossed;
  }
}
