/** Asks that come within this time travel together, ms. */
const GATHER_MS = 2;

/**
 * Answers the asks of many with one round trip. While one trip is under way the next asks gather, so that the busier
 * it is the more travel together.
 *
 *   ask ──2 ms──▶ one trip ──▶ every ask has its answer, or the fault of the trip
 *                    └─ asked meanwhile: the next trip
 */
export class Together<Ask, Answer> {
  private readonly trip: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  private readonly limit: number;
  private waiting: { ask: Ask; answer: (answer: Answer) => void; fail: (error: unknown) => void }[] = [];
  private isUnderWay = false;

  /** `trip` answers in the order of its asks; no more than `limit` travel at once. */
  constructor(trip: (asks: readonly Ask[]) => Promise<readonly Answer[]>, limit = 100) {
    this.trip = trip;
    this.limit = limit;
  }

  ask(ask: Ask): Promise<Answer> {
    const answered = new Promise<Answer>((answer, fail) => this.waiting.push({ ask, answer, fail }));
    if (!this.isUnderWay) {
      this.isUnderWay = true;
      setTimeout(() => void this.travel(), GATHER_MS);
    }
    return answered;
  }

  private async travel(): Promise<void> {
    while (this.waiting.length > 0) {
      const aboard = this.waiting.splice(0, this.limit);
      try {
        const answers = await this.trip(aboard.map(one => one.ask));
        for (const [index, one] of aboard.entries()) one.answer(answers[index] as Answer);
      } catch (error) {
        for (const one of aboard) one.fail(error);
      }
    }
    this.isUnderWay = false;
  }
}
