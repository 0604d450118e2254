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

export type WavFormat = Omit<Wav, 'data'>;

/** What Asterisk and our telephones record: 16 bits, one channel, `rate` samples a second. */
export const monoPcm = (rate: number): WavFormat => ({
  encoding: 'pcm',
  channels: 1,
  rate,
  bitsPerSample: 16,
});

export type WavFault = 'not-a-wav' | 'unknown-encoding' | 'empty';

const CODES: Readonly<Record<Wav['encoding'], number>> = { pcm: 1, 'mu-law': 7 };
const RIFF_HEADER = 12;
const CHUNK_HEADER = 8;

/**
 * Reads a WAV file. A recorder that was killed leaves the sizes in the header at 0 (or at what they were at the
 * last flush): the data then lasts to the end of the file, in whole samples.
 */
export function readWav(file: Buffer): Result<Wav, WavFault> {
  if (file.length < RIFF_HEADER || file.toString('latin1', 0, 4) !== 'RIFF') return bad('not-a-wav');
  if (file.toString('latin1', 8, 12) !== 'WAVE') return bad('not-a-wav');
  let format: WavFormat | null = null;
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

/**
 * What stands before `dataBytes` of sound: 44 bytes; for µ-law 58, with the empty extension of `fmt ` and `fact`, which
 * the format asks of everything that is no PCM.
 */
export function wavHeader(format: WavFormat, dataBytes: number): Buffer {
  const { encoding, channels, rate, bitsPerSample } = format;
  const frame = frameBytes(format);
  const parts = [chunk('fmt ', encoding === 'pcm' ? 16 : 18), chunk('data', 0)];
  const [fmt, data] = parts as [Buffer, Buffer];
  fmt.writeUInt16LE(CODES[encoding], 8);
  fmt.writeUInt16LE(channels, 10);
  fmt.writeUInt32LE(rate, 12);
  fmt.writeUInt32LE(rate * frame, 16);
  fmt.writeUInt16LE(frame, 20);
  fmt.writeUInt16LE(bitsPerSample, 22);
  data.writeUInt32LE(dataBytes, 4);
  if (encoding !== 'pcm') {
    const fact = chunk('fact', 4);
    fact.writeUInt32LE(dataBytes / frame, 8);
    parts.splice(1, 0, fact);
  }
  const riff = Buffer.alloc(RIFF_HEADER);
  const after = parts.reduce((sum, part) => sum + part.length, 0);
  riff.write('RIFF', 0, 'latin1');
  riff.writeUInt32LE(4 + after + dataBytes + (dataBytes % 2), 4);
  riff.write('WAVE', 8, 'latin1');
  return Buffer.concat([riff, ...parts]);
}

/** A complete file; sound of an odd number of bytes is followed by one more, as RIFF asks for. */
export function wavFile(wav: Wav): Buffer {
  const { data } = wav;
  return Buffer.concat([wavHeader(wav, data.length), data, Buffer.alloc(data.length % 2)]);
}

/** How long the sound lasts, ms. */
export function lengthOf(wav: Wav): number {
  return (wav.data.length * 1000) / (frameBytes(wav) * wav.rate);
}

/** The name and size of a chunk, and room for `size` bytes of it. */
function chunk(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(CHUNK_HEADER + size);
  bytes.write(name, 0, 'latin1');
  bytes.writeUInt32LE(size, 4);
  return bytes;
}

function readFormat(file: Buffer, at: number): WavFormat | null {
  const code = file.readUInt16LE(at);
  const encoding = (Object.keys(CODES) as Wav['encoding'][]).find(each => CODES[each] === code);
  const channels = file.readUInt16LE(at + 2);
  const rate = file.readUInt32LE(at + 4);
  const bitsPerSample = file.readUInt16LE(at + 14);
  const wanted = encoding === 'pcm' ? 16 : 8;
  if (encoding === undefined || channels === 0 || rate === 0 || bitsPerSample !== wanted) return null;
  return { encoding, channels, rate, bitsPerSample };
}

function cut(file: Buffer, start: number, size: number, format: WavFormat): Result<Wav, WavFault> {
  const there = file.length - start;
  const told = size === 0 || size > there ? there : size;
  const whole = told - (told % frameBytes(format));
  return whole === 0 ? bad('empty') : good({ ...format, data: file.subarray(start, start + whole) });
}

function frameBytes(format: WavFormat): number {
  return (format.channels * format.bitsPerSample) / 8;
}
