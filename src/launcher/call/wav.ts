import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { SAMPLE_RATE } from './g711.ts';

/** Sound of one channel. */
export interface Sound {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly rate: number;
}

const HEADER_BYTES = 44;
const PCM = 1;

/** Reads a 16-bit PCM file; of several channels the first is taken. Throws when the file is another kind. */
export function readWav(path: string): Sound {
  return parseWav(readFileSync(path), path);
}

export function parseWav(bytes: Buffer, path = 'WAV'): Sound {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error(`${path} is not a WAV file`);
  }
  let channels = 1;
  let rate = SAMPLE_RATE;
  for (let place = 12; place + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', place, place + 4);
    const length = bytes.readUInt32LE(place + 4);
    const start = place + 8;
    if (id === 'fmt ') {
      channels = bytes.readUInt16LE(start + 2);
      rate = bytes.readUInt32LE(start + 4);
      if (bytes.readUInt16LE(start) !== PCM || bytes.readUInt16LE(start + 14) !== 16) {
        throw new Error(`${path} is not 16-bit PCM`);
      }
    }
    if (id === 'data') {
      // A recorder that was killed leaves length 0; what is in the file still counts.
      const end = length === 0 ? bytes.length : Math.min(bytes.length, start + length);
      return { samples: firstChannel(bytes.subarray(start, end), channels), rate };
    }
    place = start + length + (length % 2);
  }
  throw new Error(`${path} holds no sound`);
}

/** A whole 16-bit mono file. */
export function formatWav(sound: Sound): Buffer {
  const data = Buffer.from(sound.samples.buffer, sound.samples.byteOffset, sound.samples.byteLength);
  return Buffer.concat([wavHeader(data.length, sound.rate), data]);
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
  writeSync(file, wavHeader(0, rate));
  return {
    append(samples) {
      if (!open) return;
      bytes += writeSync(file, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    },
    close() {
      if (!open) return;
      open = false;
      writeSync(file, wavHeader(bytes, rate), 0, HEADER_BYTES, 0);
      closeSync(file);
    },
  };
}

function firstChannel(data: Buffer, channels: number): Int16Array {
  const step = 2 * channels;
  return Int16Array.from({ length: Math.floor(data.length / step) }, (_, i) => data.readInt16LE(i * step));
}

function wavHeader(dataBytes: number, rate: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
