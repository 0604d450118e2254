/**
 * Whether packets came to us in the order in which they were sent, by the count of those that are lost: one that is overtaken counts
 * as lost until it comes, so that the count goes up and down with what is under way. It is made every five seconds.
 */
export interface OrderSeen {
  /** Since when the count has not moved, epoch ms. */
  readonly stillSince: number;
  /** When it went down last. */
  readonly fellAt: number | null;
}

/** Of a fifth that is overtaken, five counts in a row are the same one time in two hundred, ms. */
const STILL_FOR_MS = 25_000;
/** ... and twelve without a fall are as rare, ms. */
const FELL_WITHIN_MS = 60_000;

/** `lost`: how much the count has moved since it was seen before; null: it was not. */
export function withCount(before: OrderSeen | null, lost: number | null, now: number): OrderSeen {
  if (before === null || lost === null) return { stillSince: now, fellAt: null };
  if (lost === 0) return before;
  return { stillSince: now, fellAt: lost < 0 ? now : before.fellAt };
}

/**
 * Of what is out of order at the end of the way: whether it was so before it came to us. Asterisk passes packets on as they come.
 * Null: not known, or not yet.
 */
export function isBeforeUs(seen: OrderSeen | null, now: number): boolean | null {
  if (seen === null) return null;
  if (seen.fellAt !== null && now - seen.fellAt <= FELL_WITHIN_MS) return true;
  return now - seen.stillSince >= STILL_FOR_MS ? false : null;
}
