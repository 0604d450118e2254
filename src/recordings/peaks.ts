import { samplesOf, type Wav } from '../kit/wav.ts';

/** How many bars a waveform has. */
export const PEAKS = 400;
const LOUDEST = 32_768;

/** The loudest sample of each of `count` equal stretches, 0..1 with three decimals; fewer for very short sounds. */
export function peaksOf(wav: Wav, count = PEAKS): number[] {
  const samples = samplesOf(wav);
  const bars = Math.min(count, samples.length);
  return Array.from({ length: bars }, (_none, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.floor(((bar + 1) * samples.length) / bars);
    let loudest = 0;
    for (let at = from; at < to; at += 1) loudest = Math.max(loudest, Math.abs(samples[at] ?? 0));
    return Math.round((loudest / LOUDEST) * 1000) / 1000;
  });
}
