import { FRAME_SAMPLES, SAMPLE_RATE } from './codecs.ts';

/** Gives the next 20 ms of sound, or `undefined` when it is over. */
export type SoundSource = () => Int16Array | undefined;

/** What is reported for perfect silence, where the logarithm has no value. */
export const SILENCE_DBFS = -120;

const FULL_SCALE = 32767;

export function silence(): SoundSource {
  const frame = new Int16Array(FRAME_SAMPLES);
  return () => frame;
}

/** One or more sines together, each at `dbfs` below full scale (peak), for `ms` or for ever. */
export function tone(hz: number | readonly number[], dbfs = -12, ms = Number.POSITIVE_INFINITY): SoundSource {
  const steps = [hz].flat().map(one => (2 * Math.PI * one) / SAMPLE_RATE);
  const height = FULL_SCALE * 10 ** (dbfs / 20);
  let place = 0;
  return () => {
    if ((place * 1000) / SAMPLE_RATE >= ms) return undefined;
    const frame = new Int16Array(FRAME_SAMPLES);
    for (let i = 0; i < FRAME_SAMPLES; i++, place++) {
      let sum = 0;
      for (const step of steps) sum += Math.sin(step * place);
      frame[i] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE, Math.round(height * sum)));
    }
    return frame;
  };
}

/** Plays samples of 8 kHz once, or over and over. */
export function samplesSource(samples: Int16Array, loop = false): SoundSource {
  let place = 0;
  return () => {
    if (place >= samples.length) {
      if (!loop || samples.length === 0) return undefined;
      place = 0;
    }
    const frame = new Int16Array(FRAME_SAMPLES);
    frame.set(samples.subarray(place, place + FRAME_SAMPLES));
    place += FRAME_SAMPLES;
    return frame;
  };
}

/** Mean power of samples as a level; a full-scale sine is -3 dBFS. */
export function levelOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return toDbfs(samples.length === 0 ? 0 : sum / samples.length);
}

/**
 * Level of one frequency by the Goertzel algorithm, on the same scale as `levelOf`: a pure tone gives
 * the same figure in both. A Hann window keeps strong neighbours from leaking in; the window must span
 * a few periods, so use at least 100 ms for speech-band tones.
 */
export function toneLevelOf(samples: Int16Array, hz: number, rate = SAMPLE_RATE): number {
  const count = samples.length;
  if (count === 0) return SILENCE_DBFS;
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let before = 0;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count);
    const next = (samples[i] ?? 0) * window + coefficient * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - coefficient * last * before;
  // The window halves the amplitude; a sine of amplitude A then has |X| = A·count/4 and mean power A²/2.
  return toDbfs((8 * power) / (count * count));
}

function toDbfs(meanSquare: number): number {
  if (meanSquare <= 0) return SILENCE_DBFS;
  return Math.max(SILENCE_DBFS, 10 * Math.log10(meanSquare / (FULL_SCALE * FULL_SCALE)));
}
