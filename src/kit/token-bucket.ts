/** How much may come at once, and how much of that comes back in a second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket of one sender. */
export class TokenBucket {
  private readonly allowance: Allowance;
  private left: number;
  private at: number;

  constructor(allowance: Allowance, now: number) {
    this.allowance = allowance;
    this.left = allowance.burst;
    this.at = now;
  }

  /** Takes `count` tokens, or none where there are fewer. */
  take(now: number, count = 1): boolean {
    const { burst, perSecond } = this.allowance;
    this.left = Math.min(burst, this.left + (Math.max(0, now - this.at) / 1_000) * perSecond);
    this.at = now;
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }
}

/** A bucket for each of many senders. Of more than `most` the one that was silent the longest is forgotten. */
export class TokenBuckets {
  private readonly allowance: () => Allowance;
  private readonly most: number;
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(allowance: () => Allowance, most: number) {
    this.allowance = allowance;
    this.most = most;
  }

  take(sender: string, now: number): boolean {
    const bucket = this.buckets.get(sender) ?? new TokenBucket(this.allowance(), now);
    this.buckets.delete(sender);
    this.buckets.set(sender, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > this.most && oldest !== undefined) this.buckets.delete(oldest);
    return bucket.take(now);
  }

  get size(): number {
    return this.buckets.size;
  }
}
