import { randomFrom } from '../kit/random.ts';

/** The value below which `share` (0 to 1) of the samples lie, by the nearest rank; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] ?? Number.NaN;
}

/** A percentile with its 95 % interval: the ranks between which it lies by the binomial distribution, as a normal one. */
export function percentileInterval(samples: readonly number[], share: number): Interval {
  const count = samples.length;
  const spread = 1.96 * Math.sqrt((share * (1 - share)) / count);
  return {
    median: percentile(samples, share),
    low: percentile(samples, Math.max(0, share - spread)),
    high: percentile(samples, Math.min(1, share + spread + 1 / count)),
  };
}

/** The middle value; of two middle ones their mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** How often pairs are drawn anew for an interval. */
const DRAWS = 4_000;

/** A median with its 95 % interval. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of values and its 95 % interval by bootstrap. What is drawn is the same for the same number of values, so
 * that a figure can be checked.
 */
export function intervalOf(values: readonly number[]): Interval {
  const random = randomFrom(values.length);
  const medians = Array.from({ length: DRAWS }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN)),
  );
  return { median: median(values), low: percentile(medians, 0.025), high: percentile(medians, 0.975) };
}

/** The ratios ours / theirs of pairs of neighbouring blocks. */
export function ratioOfPairs(pairs: readonly { readonly ours: number; readonly theirs: number }[]): Interval {
  return intervalOf(pairs.map(({ ours, theirs }) => ours / theirs));
}

/** Three significant digits, which is all that a shared machine can promise. */
export function shown(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '–';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return `${value.toFixed(Math.min(digits, 3))}${unit ? ` ${unit}` : ''}`;
}
