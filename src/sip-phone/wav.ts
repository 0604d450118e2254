import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { monoPcm, readWav, samplesOf, type WavFault, wavHeader } from '../kit/wav.ts';
import { SAMPLE_RATE } from './codecs.ts';

/** Sound of one channel. */
export interface Sound {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly rate: number;
}

/** Reads a file of 16-bit or µ-law sound; of several channels the first is taken. Throws when it is another kind. */
export function readSound(path: string): Sound {
  return parseSound(readFileSync(path), path);
}

const FAULTS: Readonly<Record<WavFault, string>> = {
  'not-a-wav': 'is not a WAV file',
  'unknown-encoding': 'is neither 16-bit PCM nor µ-law',
  empty: 'holds no sound',
};

export function parseSound(bytes: Buffer, path = 'WAV'): Sound {
  const read = readWav(bytes);
  if (!read.ok) throw new Error(`${path} ${FAULTS[read.fault]}`);
  const { channels, rate } = read.value;
  const samples = samplesOf(read.value);
  return { samples: channels === 1 ? samples : samples.filter((_sample, at) => at % channels === 0), rate };
}

/** Brings any rate to another by straight lines between samples, good enough for a telephone. */
export function resample(sound: Sound, rate = SAMPLE_RATE): Int16Array {
  if (sound.rate === rate) return sound.samples;
  const length = Math.floor((sound.samples.length * rate) / sound.rate);
  return Int16Array.from({ length }, (_, i) => {
    const place = (i * sound.rate) / rate;
    const left = sound.samples[Math.floor(place)] ?? 0;
    const right = sound.samples[Math.floor(place) + 1] ?? left;
    return Math.round(left + (right - left) * (place % 1));
  });
}

/** A file that grows while a call lasts and is whole after `close()`. */
export interface WavFile {
  append(samples: Int16Array): void;
  close(): void;
}

export function createWav(path: string, rate = SAMPLE_RATE): WavFile {
  const file = openSync(path, 'w');
  let bytes = 0;
  let open = true;
  writeSync(file, wavHeader(monoPcm(rate), 0));
  return {
    append(samples) {
      if (!open) return;
      bytes += writeSync(file, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    },
    close() {
      if (!open) return;
      open = false;
      const header = wavHeader(monoPcm(rate), bytes);
      writeSync(file, header, 0, header.length, 0);
      closeSync(file);
    },
  };
}
