import { PROBE_EVERY_S, PROBE_HZ } from './probe.ts';

/** A moment of what the microphone hears. */
export interface Moment {
  /** ms; of any clock. */
  readonly at: number;
  readonly samples: Float32Array;
  /** Per second. */
  readonly rate: number;
}

/** A tone of the probe stands so far above what is beside it, dB, ... */
const ABOVE_DB = 12;
/** ... and is no quieter than this, dBFS: a customer hears less of it than the noise of their line. */
const FROM_DBFS = -62;
/** Between two tones of the probe, as a share of what is between them when they are played. */
const IN_STEP: readonly [number, number] = [0.5, 1.5];

/**
 * Whether the probe is in what the microphone heard meanwhile: each of its tones, one after the other as they were played. A voice
 * hits one of them now and then, and never all in step.
 */
export function hearsProbe(moments: readonly Moment[]): boolean {
  const found = PROBE_HZ.map(hz => best(moments, hz));
  return found.every((at, place) => {
    if (at === null) return false;
    const before = place === 0 ? undefined : found[place - 1];
    if (before === undefined) return true;
    const step = before === null ? 0 : (at - before) / (PROBE_EVERY_S * 1000);
    return step >= IN_STEP[0] && step <= IN_STEP[1];
  });
}

/** When this tone stood out most, ms; null: it never did. */
function best(moments: readonly Moment[], hz: number): number | null {
  let found: { at: number; level: number } | null = null;
  for (const { at, samples, rate } of moments) {
    const level = powerAt(samples, rate, hz);
    const beside = Math.max(...[0.94, 0.97, 1.03, 1.06].map(share => powerAt(samples, rate, hz * share)));
    if (level < FROM_DBFS || level - beside < ABOVE_DB) continue;
    if (!found || level > found.level) found = { at, level };
  }
  return found?.at ?? null;
}

/** The power of one frequency, dBFS (Goertzel, with a Hann window so that other tones do not leak into it). */
export function powerAt(samples: Float32Array, rate: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
  const size = samples.length;
  let [one, two] = [0, 0];
  for (let i = 0; i < size; i++) {
    const shape = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
    const next = (samples[i] ?? 0) * shape + turn * one - two;
    two = one;
    one = next;
  }
  const power = one * one + two * two - turn * one * two;
  return 10 * Math.log10((16 * power) / (size * size) + 1e-15) - 3;
}
