import type { Outcome } from '../ports/telephony.ts';

/** What was said is looked back on for so long, ms: longer than from one question about a telephone to the next. */
const LATELY_MS = 3_000;
/** A question that takes this long says that the telephone system is behind, or this process, ms: it is answered at once. */
const LATE_MS = 500;
/** So many telephones that say nothing at once have more in common than themselves. */
const MANY = 3;

/**
 * Whether a telephone that says nothing may be taken for silent. No telephone is to blame while the question whether it rings
 * is itself answered late, nor while more than half of the telephones that are rung, three or more, say nothing. How far
 * requests are behind (`overload.ts`) would not tell: their answers do not wait for what telephones say, and of fewer than
 * four nothing is concluded.
 */
export class Silence {
  private readonly now: () => number;
  /** By leg, the latest last. */
  private readonly lately = new Map<string, { readonly at: number; readonly isSilent: boolean }>();
  private lateAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.now = now;
  }

  /** What became of the question whether the telephone of a leg rings, and how long that took, ms. */
  asked(leg: string, outcome: Outcome, tookMs: number): void {
    if (outcome === 'timed-out' || tookMs > LATE_MS) this.lateAt = this.now();
    if (outcome === 'done' || outcome === 'refused') this.note(leg, outcome === 'refused');
  }

  answered(leg: string): void {
    this.note(leg, false);
  }

  /** Silence is not the telephone's. */
  get isOurs(): boolean {
    const since = this.now() - LATELY_MS;
    if (this.lateAt >= since) return true;
    this.forgetBefore(since);
    const silent = [...this.lately.values()].filter(each => each.isSilent).length;
    return silent >= MANY && silent * 2 > this.lately.size;
  }

  private note(leg: string, isSilent: boolean): void {
    const at = this.now();
    this.forgetBefore(at - LATELY_MS);
    this.lately.delete(leg);
    this.lately.set(leg, { at, isSilent });
  }

  private forgetBefore(since: number): void {
    for (const [leg, { at }] of this.lately) {
      if (at >= since) return;
      this.lately.delete(leg);
    }
  }
}
