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
    this.fill(now);
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }

  /** How full it is, 0 to 1. */
  level(now: number): number {
    this.fill(now);
    return this.left / this.allowance.burst;
  }

  private fill(now: number): void {
    const { burst, perSecond } = this.allowance;
    this.left = Math.min(burst, this.left + (Math.max(0, now - this.at) / 1_000) * perSecond);
    this.at = now;
  }
}

/** A bucket for each of many senders. Of more than `most` the one that was silent the longest is forgotten. */
export class TokenBuckets {
  private readonly allowance: (sender: string) => Allowance;
  private readonly most: number;
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(allowance: (sender: string) => Allowance, most: number) {
    this.allowance = allowance;
    this.most = most;
  }

  take(sender: string, now: number, count = 1): boolean {
    const bucket = this.buckets.get(sender) ?? new TokenBucket(this.allowance(sender), now);
    this.buckets.delete(sender);
    this.buckets.set(sender, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > this.most && oldest !== undefined) this.buckets.delete(oldest);
    return bucket.take(now, count);
  }

  /** How full a sender's bucket is, 0 to 1; that of somebody who took nothing is full. */
  level(sender: string, now: number): number {
    return this.buckets.get(sender)?.level(now) ?? 1;
  }

  get size(): number {
    return this.buckets.size;
  }
}
