import { monoPcm, wavFile } from '../../kit/wav.ts';

const BYTES_PER_MS = 16;

/** A WAV file (PCM, 16 bit, 8 kHz, one channel) of silence. */
export function silentWav(ms: number): Buffer {
  return wavFile({ ...monoPcm(8_000), data: Buffer.alloc(Math.round(ms) * BYTES_PER_MS) });
}
