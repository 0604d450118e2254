/** A slope with its 95 % interval. */
export interface Slope {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

export interface Sample {
  readonly x: number;
  readonly y: number;
}

/** Neighbouring samples of a process's memory depend on each other, for garbage is collected now and then; so many means of them do not. */
const BATCHES = 20;
/** The 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/**
 * Least squares through the means of neighbouring samples, with the interval by Student's t. NaN where there are too few
 * samples to know anything.
 */
export function slopeOf(samples: readonly Sample[]): Slope {
  const points = batchMeans(samples, BATCHES);
  const count = points.length;
  if (count < 3) return { slope: Number.NaN, low: Number.NaN, high: Number.NaN };
  const x = mean(points.map(point => point.x));
  const y = mean(points.map(point => point.y));
  const spread = sum(points.map(point => (point.x - x) ** 2));
  const slope = sum(points.map(point => (point.x - x) * (point.y - y))) / spread;
  const left = sum(points.map(point => (point.y - y - slope * (point.x - x)) ** 2));
  const error = Math.sqrt(left / (count - 2) / spread);
  const reach = studentT(count - 2) * error;
  return { slope, low: slope - reach, high: slope + reach };
}

/** So many means of samples that lie side by side; fewer samples than that stay as they are. */
export function batchMeans(samples: readonly Sample[], batches: number): readonly Sample[] {
  if (samples.length <= batches) return samples;
  return Array.from({ length: batches }, (_, batch) => {
    const [from, to] = [batch, batch + 1].map(edge => Math.round((edge * samples.length) / batches));
    const part = samples.slice(from, to);
    return { x: mean(part.map(each => each.x)), y: mean(part.map(each => each.y)) };
  });
}

/** The 97.5th percentile of Student's t, by Cornish and Fisher's expansion; within 1 % from 4 degrees of freedom on. */
export function studentT(freedom: number): number {
  const cubed = Z ** 3;
  const first = (cubed + Z) / (4 * freedom);
  const second = (5 * Z ** 5 + 16 * cubed + 3 * Z) / (96 * freedom ** 2);
  const third = (3 * Z ** 7 + 19 * Z ** 5 + 17 * cubed - 15 * Z) / (384 * freedom ** 3);
  return Z + first + second + third;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

const mean = (values: readonly number[]): number => sum(values) / values.length;
