import { readFileSync, writeFileSync } from 'node:fs';
import { monoPcm, wavFile } from '../../src/kit/wav.ts';
import { toneLevelOf } from '../../src/sip-phone/tones.ts';
import { parseSound, type Sound } from '../../src/sip-phone/wav.ts';

export { tone } from '../../src/sip-phone/tones.ts';

/** Chromium takes its fake microphone at this rate without resampling. */
const MICROPHONE_RATE = 48_000;
const MICROPHONE_SECONDS = 2;

/** Where in a recording to look, in milliseconds from its start. */
export interface Stretch {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Level of one frequency in a stretch of a WAV file or of its bytes, in dBFS. */
export function toneInWav(wav: string | Buffer, hz: number, { fromMs = 0, toMs }: Stretch = {}): number {
  const { samples, rate } = parseSound(typeof wav === 'string' ? readFileSync(wav) : wav);
  const end = toMs === undefined ? samples.length : Math.round((toMs * rate) / 1000);
  return toneLevelOf(samples.subarray(Math.round((fromMs * rate) / 1000), end), hz, rate);
}

/** For how long a tone is heard well in a WAV file or in its bytes, in milliseconds. */
export function toneMs(wav: string | Buffer, hz: number): number {
  const step = 50;
  let ms = 0;
  for (let fromMs = 0; fromMs + step <= wavMs(wav); fromMs += step) {
    if (toneInWav(wav, hz, { fromMs, toMs: fromMs + step }) > -30) ms += step;
  }
  return ms;
}

/** Duration of a WAV file or of its bytes, in milliseconds. */
export function wavMs(wav: string | Buffer): number {
  const { samples, rate } = parseSound(typeof wav === 'string' ? readFileSync(wav) : wav);
  return (samples.length * 1000) / rate;
}

/**
 * Writes a steady tone for Chromium's fake microphone: 48 kHz, mono, a whole number of periods, so that
 * its endless repetition has no click. `hz` must divide into two seconds evenly, as every whole number does.
 */
export function writeMicrophoneTone(path: string, hz: number, dbfs = -12): void {
  const samples = new Int16Array(MICROPHONE_RATE * MICROPHONE_SECONDS);
  const height = 32_767 * 10 ** (dbfs / 20);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.round(height * Math.sin((2 * Math.PI * hz * i) / MICROPHONE_RATE));
  }
  writeFileSync(path, formatWav({ samples, rate: MICROPHONE_RATE }));
}

/** A whole 16-bit mono file. */
export function formatWav(sound: Sound): Buffer {
  const data = Buffer.from(sound.samples.buffer, sound.samples.byteOffset, sound.samples.byteLength);
  return wavFile({ ...monoPcm(sound.rate), data });
}
