/** A call rate that was tried, calls a second. */
export interface Tried {
  readonly rate: number;
  /** It was borne without a fault. */
  readonly good: boolean;
  /** The machine had nothing left at that rate: a higher one can only fail. */
  readonly full: boolean;
}

/**
 * The next rate to try: up by `step` from `first` until one fails or the machine is full, then, where one failed, once in the
 * middle between the last good one and the first bad one. Null: what is borne is known.
 */
export function nextRate(
  tried: readonly Tried[],
  { first, step }: { readonly first: number; readonly step: number },
): number | null {
  const bad = Math.min(...tried.filter(({ good }) => !good).map(({ rate }) => rate));
  const good = bestRate(tried);
  if (tried.some(({ rate, full }) => full && rate === good)) return null;
  if (bad === Number.POSITIVE_INFINITY) return good === 0 ? first : good + step;
  const gap = bad - good;
  // Below the first step there is nothing between that is worth a try.
  return good > 0 && gap >= step ? good + Math.round(gap / 2) : null;
}

/** The highest rate below the first that failed; 0 when the first did. */
export function bestRate(tried: readonly Pick<Tried, 'rate' | 'good'>[]): number {
  const bad = Math.min(...tried.filter(({ good }) => !good).map(({ rate }) => rate));
  return Math.max(0, ...tried.filter(({ rate, good }) => good && rate < bad).map(({ rate }) => rate));
}
