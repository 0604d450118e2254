import { muLaw } from '../kit/g711.ts';
import { samplesOf, type Wav } from '../kit/wav.ts';

/** The whole sound as µ-law: half the size, and every browser plays it in a WAV file. */
export function compress(wav: Wav): Wav {
  if (wav.encoding === 'mu-law') return wav;
  return { ...wav, encoding: 'mu-law', bitsPerSample: 8, data: muLaw.encode(samplesOf(wav)) };
}
