import { muLaw } from './g711.ts';
import { bad, good, type Result } from './result.ts';

/** Sound as a WAV file holds it; `data` is a view of the file's bytes, not a copy. */
export interface Wav {
  readonly encoding: 'pcm' | 'mu-law';
  readonly channels: number;
  /** Samples a second, per channel. */
  readonly rate: number;
  readonly bitsPerSample: number;
  readonly data: Buffer;
}

export type WavFault = 'not-a-wav' | 'unknown-encoding' | 'empty';

const FORMATS: Readonly<Record<number, Wav['encoding']>> = { 1: 'pcm', 7: 'mu-law' };
const RIFF_HEADER = 12;
const CHUNK_HEADER = 8;

/**
 * Reads a WAV file. A recorder that was killed leaves the sizes in the header at 0 (or at what they were at the
 * last flush): the data then lasts to the end of the file, in whole samples.
 */
export function readWav(file: Buffer): Result<Wav, WavFault> {
  if (file.length < RIFF_HEADER || file.toString('latin1', 0, 4) !== 'RIFF') return bad('not-a-wav');
  if (file.toString('latin1', 8, 12) !== 'WAVE') return bad('not-a-wav');
  let format: Omit<Wav, 'data'> | null = null;
  for (let at = RIFF_HEADER; at + CHUNK_HEADER <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const start = at + CHUNK_HEADER;
    if (name === 'fmt ') {
      if (start + 16 > file.length) return bad('not-a-wav');
      format = readFormat(file, start);
      if (format === null) return bad('unknown-encoding');
    }
    if (name === 'data') return format === null ? bad('not-a-wav') : cut(file, start, size, format);
    at = start + size + (size % 2);
  }
  return bad('empty');
}

/** All samples, those of the channels in turn, -32768..32767. Of 16-bit sound it is a view where the bytes allow one. */
export function samplesOf({ encoding, data }: Wav): Int16Array {
  if (encoding === 'mu-law') return muLaw.decode(data);
  // Processors that Node runs on put the low byte first, as WAV does.
  const whole = data.byteOffset % 2 === 0 ? data : new Uint8Array(data);
  return new Int16Array(whole.buffer, whole.byteOffset, data.length / 2);
}

/** How long the sound lasts, ms. */
export function lengthOf(wav: Wav): number {
  return (wav.data.length * 1000) / (frameBytes(wav) * wav.rate);
}

function readFormat(file: Buffer, at: number): Omit<Wav, 'data'> | null {
  const encoding = FORMATS[file.readUInt16LE(at)];
  const channels = file.readUInt16LE(at + 2);
  const rate = file.readUInt32LE(at + 4);
  const bitsPerSample = file.readUInt16LE(at + 14);
  const wanted = encoding === 'pcm' ? 16 : 8;
  if (encoding === undefined || channels === 0 || rate === 0 || bitsPerSample !== wanted) return null;
  return { encoding, channels, rate, bitsPerSample };
}

function cut(file: Buffer, start: number, size: number, format: Omit<Wav, 'data'>): Result<Wav, WavFault> {
  const there = file.length - start;
  const told = size === 0 || size > there ? there : size;
  const whole = told - (told % frameBytes(format));
  return whole === 0 ? bad('empty') : good({ ...format, data: file.subarray(start, start + whole) });
}

function frameBytes(format: Pick<Wav, 'channels' | 'bitsPerSample'>): number {
  return (format.channels * format.bitsPerSample) / 8;
}
