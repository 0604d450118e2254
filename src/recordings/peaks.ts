import { sampleAt } from './mu-law.ts';
import type { Wav } from './wav.ts';

/** How many bars a waveform has. */
export const PEAKS = 400;
const LOUDEST = 32_768;

/** The loudest sample of each of `count` equal stretches, 0..1 with three decimals; fewer for very short sounds. */
export function peaksOf(wav: Wav, count = PEAKS): number[] {
  const samples = (wav.data.length * 8) / wav.bitsPerSample;
  const bars = Math.min(count, samples);
  return Array.from({ length: bars }, (_none, bar) => {
    const from = Math.floor((bar * samples) / bars);
    const to = Math.floor(((bar + 1) * samples) / bars);
    let loudest = 0;
    for (let index = from; index < to; index += 1)
      loudest = Math.max(loudest, Math.abs(sampleAt(wav, index)));
    return Math.round((loudest / LOUDEST) * 1000) / 1000;
  });
}
